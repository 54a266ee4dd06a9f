# What belongs to one asker alone.

received = Received
stored-at = Stored on { $day } at { $time }
receipt-number = Receipt number
receipt-code = Code
shown-once = shown this once
qr-label = QR code that opens this question
receipt-keep = Take a screenshot, or send yourself the link below. With it you can see how things stand, add to it, withdraw, ask for a second look and rate. We cannot issue the code again.
see-mine = See my question
copy-link = Copy link
what-next = What comes next
next-received = Received
next-review = Somebody reviews it, usually within 24 hours
next-review-what = If it passes it is published; if details are missing or it is not taken, you are told why
next-live = Live on { $when }
next-live-later = The date of the show will be announced
next-live-what = What is chosen is answered on air; the rest gets a written answer by a date
next-promise = What is promised is followed in public
not-reachable = You left no contact. Come back with the receipt number to see how things stand.
what-you-wrote = What you wrote
original-kept = Your original is never changed. If phones or names must be covered before publishing, that is a copy, and you can see what was changed.

find-heading = Find my question
find-lead = Use the receipt number and the code that you were given.
find-wrong = Receipt or code does not match. The code is 6 digits.
find-tries =
    { $n ->
        [one] 1 try left.
       *[other] { $n } tries left.
    }
find-wait = Too many tries. Please wait { $n } minutes.
find-receipt-hint = Digits only; spaces do not matter
find-code-hint = 6 digits, on the second line of your screenshot
find-go = Find
find-lost = A lost code cannot be issued again, so that nobody else can claim it. The link you kept still works.

mine = My question
as-of = As of { $when }
asker-submitted = Received, waiting for review
asker-needs_info = Please add details
asker-approved = Reviewed and published
asker-approved_private = Accepted, handled without publishing
asker-rejected = Not taken for this inquiry
asker-appealed = Being looked at again by another person
asker-rejected_final = Looked at again; still not taken for this inquiry
asker-merged = Merged into the same matter
asker-later = To be handled after the show
asker-referred = Passed to whoever is competent
asker-transferred = Transferred to whoever is competent
asker-shortlisted = Shortlisted, may be asked on air
asker-queued = In the running order, may be asked on air
asker-on_air = Being asked on air
asker-answered_live = Answered on air
asker-awaiting_written = Not finished on air; a written answer is due
asker-answered_written = The department has answered in writing; the answer is being reviewed
asker-withdrawn = You withdrew it
asker-closed = Closed
asker-promise-kept = what was promised was kept
asker-promise-kept_in_part = what was promised was kept in part
asker-promise-broken = what was promised was not kept
asker-promise-not_verifiable = what was promised could not be verified
asker-promise-superseded = what was promised was replaced
asker-promise-withdrawn = what was promised was withdrawn
asker-promise-back = what was promised was not kept and goes back
asker-promise-verifying = what was promised is being verified
asker-promise-nothing = what was promised is not verified yet
asker-promise-several = and each promise has its own result
needs_info-next = Once you add it, it is reviewed again.
merged-counts-you = Yours counts as one device, { $n } in all. If it is not the same matter, ask for a second look
waited = , after { $h ->
        [0] {""}
       *[other] { $h } h{" "}
    }{ $m } min
step-department = { $department }
step-department-due = { $department }, by { $day }
changes-heading = What was changed for publication
changes-why = What could identify somebody was covered. The original is kept; each look at it is recorded.
see-public = See it as published
published-unchanged = It was published as you wrote it.

rate-heading = Your judgement
rate-answer = How was the answer?
rate-handling = How was it dealt with?
rate-note = Why
rate-send = Send to the Congress
rate-promise = The department cannot see who rated. Not rating is not satisfaction. You can change it later.
rating-satisfied = Satisfied
rating-fair = Fairly satisfied
rating-dissatisfied = Dissatisfied

more-heading = What else you can do
complete-heading = Add details
completion-label = What to add
completion-hint = Place, time, whom you have asked. What you wrote stays; this is added after it.
completion-send = Add
appeal-heading = Ask for a second look (once)
appeal-label = Why it should be looked at again
appeal-hint = Another person decides. Say what is wrong.
appeal-send = Ask for a second look
withdraw-heading = Withdraw this question
withdraw-what = It is then neither published nor dealt with; me-toos merged into it are kept. That you withdrew is recorded.
withdraw-go = Withdraw
harassed-heading = Somebody is troubling me because of this
harassed-label = What happened
harassed-hint = It goes straight to those who supervise at the Congress; the department cannot see it. In danger, call 110 first.
harassed-send = Tell the Congress
opened-heading =
    { $n ->
        [one] Who looked at my contact or flat number (once)
       *[other] Who looked at my contact or flat number ({ $n } times)
    }
opened-none = Nobody has yet.
done-completed = Added. It is reviewed again.
done-appealed = Received. Another person will look.
done-withdrawn = Withdrawn.
done-rated = Your judgement is stored.
done-told = Received. Those who supervise will read it.
waited-days = , after { $n } days
erase-heading = Erase my name, contact and flat number
erase-what = Once erased they cannot be brought back, and { $organiser } can no longer reach you. The question is dealt with all the same.
erase-go = Erase
done-erased = Name, contact and flat number are erased. The question is dealt with all the same.
erase-all-heading = Erase everything I wrote
erase-all-what = Text, title, place, additions, photos, name, contact and what confirmed who you are are erased and cannot be brought back. A question that was not on the programme yet is withdrawn as well: neither published nor dealt with.
erase-all-stays = What stays: which steps the question went through and why; the sentence read in the programme and the answer (written by the staff, without who you are); the address it was sent from, sealed for the six months of the Cybersecurity Law and then erased by itself. Meanwhile only an auditor of { $organiser } opens it, with a reason, and you see that on this page.
erase-all-sure = I know that it cannot be brought back
field-sure-required = It cannot be brought back: tick the box first
erase-all-go = Erase everything
done-all-erased = What you wrote and sent is erased.
words-erased = Everything that you wrote is erased.
told-answered = The department answered your question in the live show. You can say on this page whether it satisfies you.
told-partly = Only part of it was answered in the live show. A department and a date for the rest will be set afterwards and stand here.
told-evaded = It was not answered directly in the live show. A department and a date will be set afterwards, and the answer will stand here.
told-to_writing = It will be answered in writing. Which department, and by which day, will stand here once it is set.
