# Promises: what was said, how it stands, and what can be done with it.

error-order_text_required = The order text is missing. It is all that the department reads; name no place finer than the estate.
error-not_yours = This promise is another department’s.
error-same_department = A body that has a part in this promise may not verify or judge it.
error-evidence_required = To report it done, attach at least one photo.
error-not_later = The new date must be after today and after the date that holds now.
error-returned_too_often = It was returned twice already; the supervisor’s word stands.
error-paused_too_often = It was paused twice already and cannot be paused again.
error-too_early = It cannot be judged so yet.
error-notice_running = The public notice still runs; it cannot be closed yet.
error-objection_open = An objection has not been answered; it cannot be closed.
error-not_followed = An answer or a refusal is recorded and not followed.
error-picture_too_large = The photo is over 15 MB and was not taken. Please make it smaller.
error-picture_too_many_pixels = The photo has over 50 million pixels and was not taken. Please make it smaller.
error-picture_unreadable = This file is not a photo that can be read. Please send JPEG, PNG or WebP.
error-required = Something is still missing. Please fill it in and submit again.

## what it is called

stage-captured = Caught, not yet confirmed
stage-confirmed = Confirmed
stage-assigned = Handed over
stage-returned = Returned, owner in question
stage-accepted = Accepted
stage-in_progress = Under way
stage-paused = Paused
stage-reported_done = Reported done
stage-verifying = Being verified
stage-notice = In public notice
stage-disputed = Disputed
stage-closed = Closed
stage-void = Void
kind = Kind
kind-promise = Promise
kind-stance = Statement of will
kind-answer = Answered on the spot
kind-refusal = Plain refusal
quote = Their words
finding-kept = Kept
finding-kept_in_part = Kept in part
finding-not_kept = Not kept, goes back to be done
alone = Confirmed by one person, countersignature pending
alone-short = Countersignature pending
verbatim = Not a word changed
marked-afterwards = Marked afterwards
five-boxes = Five boxes
promised-what = The promise
party-co = { $name } helps
party-doer = { $name } does the work
party-via = handed on by { $name }
full-stop = {""}.{" "}
list-comma-in = ,{" "}

## badges

badge-who-said = Department says
badge-who-found = Verified
badge-who-time = Time limit
badge-said-done = Done
badge-said-nothing = Nothing reported
badge-said-accepted = Accepted
badge-said-paused = Paused
badge-said-in_progress = Under way
badge-said-not_followed = Nothing to report
badge-found-kept = Kept
badge-found-kept_in_part = Kept in part
badge-found-broken = Broken
badge-found-not_verifiable = Cannot be verified
badge-found-superseded = Replaced
badge-found-withdrawn = Withdrawn
badge-found-not_assessed = Not verified yet
badge-found-back = Not kept, sent back
badge-found-verifying = Being verified
badge-found-not_followed = Recorded only
badge-found-nothing = Not verified yet
badge-time-not_followed = Not followed
badge-time-none = No date given
badge-time-late_days =
    { $n ->
        [one] { $n } day late
       *[other] { $n } days late
    }
badge-time-late =
    { $n ->
        [one] { $n } working day late
       *[other] { $n } working days late
    }
badge-time-kept = On time
badge-time-today = Due today
badge-time-days =
    { $n ->
        [one] { $n } day left
       *[other] { $n } days left
    }
badge-time-left =
    { $n ->
        [one] { $n } working day left
       *[other] { $n } working days left
    }
badge-on = Reported { $day }
badge-found_on = Verified { $day }
badge-notice = In notice until { $day }
badge-disputed = Disputed, being looked at
badge-due = First due { $day }
badge-due_provisional = First due { $day }, until the holidays are published

## the book

sum-theme = On “{ $theme }”,{" "}
sum-followed =
    { $n ->
        [one] { $n } thing was promised.{" "}
       *[other] { $n } things were promised.{" "}
    }
sum-due =
    { $n ->
        [one] { $n } is due:{" "}
       *[other] { $n } are due:{" "}
    }
sum-kept_on_time = { $n } kept on time
sum-kept_late = { $n } kept late
sum-kept_in_part = { $n } kept in part
sum-broken = { $n } broken
sum-not_verifiable = { $n } could not be verified
sum-unjudged = { $n } not verified yet
sum-late = {" "}({ $n } of them late)
sum-comma = ,{" "}
sum-stop = {""}.{" "}
sum-none-due = None is due yet.{" "}
sum-early = { $n } judged before the date came, { $k } of them kept.{" "}
sum-running = { $n } not due yet.{" "}
sum-undated =
    { $k ->
        [0] { $n } without a date.
       *[other] { $n } without a date, { $k } of them kept.
    }
sum-percent = Of { $n } due, { $k } were kept on time: { $p }%. Only what was verified counts as kept.{" "}
sum-no-percent = Only what was verified counts as kept. Below ten cases no percentage and no rank is given.{" "}
sum-excluded = { $n } replaced or withdrawn, not counted.{" "}
sum-not_followed =
    { $n ->
        [one] { $n } answer or refusal is recorded and not followed.{" "}
       *[other] { $n } answers or refusals are recorded and not followed.{" "}
    }
sum-registering = { $n } just caught, waiting for a second person.
filter-heading = Show a part
filter-inquiry = Inquiry
filter-department = Department
filter-state = Stage
filter-late = Only what is late
filter-all = All
filter-go = Show
book-words = Their words
book-more = Earlier ones
book-legend = The upright line is the first date, which never moves; the hollow box a later date; red dashes are lateness.{" "}
book-rule-due = Due: the first date has come. A rate is counted from these alone, and only from ten cases on.
book-rule-early = What was judged before its date is told apart and is in no rate; it counts once the date has come.
book-rule-undated = What has no date is neither on time nor late.
book-rule-found = Only what was verified counts as kept. What nobody has judged reads “not verified yet”.
book-rule-excluded = Replaced and withdrawn promises are not counted, and how many they are is said. Plain answers and refusals are not followed.
book-empty = No promise has been confirmed yet. Whatever is promised on air stands here once it is confirmed.
month =
    { $n ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
span-label = Promised { $said }, first due { $due }, { $state }
span-label-none = Promised { $said }, no date given
span-said = { $day } promised
span-due = { $day } first due
span-extended = { $day } extended to
span-reported = { $day } reported done
span-today = { $day } today

## one promise

answers-question = The question: { $text }
due-stands = never moves
due-provisional = until the holidays are published
evidence-heading = What can be seen
evidence-n =
    { $n ->
        [one] { $n } photo
       *[other] { $n } photos
    }
evidence-clean = Place and camera were removed from the photos.
side-before = Before
side-after = After
side-site = On site
taken-on = Taken { $day }, says the sender.{" "}
sent-by-department = Sent by the department on { $day }
sent-by-verifier = Taken by the verifier on { $day }
records-heading = The record
records-only-added = Newest first; only added to
part-supervisor = The supervisor
part-department = The department
part-verifier = The verifier
part-visitor = A citizen
part-scribe = The scribe
part-crew = The studio
part-house = The system
did-said = Said on air
did-confirm = {" "}confirmed the words
did-countersign = {" "}countersigned
did-void = {" "}declared it void
did-edit = {" "}mended what was caught
did-assign = {" "}handed it over
did-extend = {" "}granted a later date; the first date stands
did-pause = {" "}paused it
did-resume = {" "}took it up again
did-accept = {" "}accepted it
did-return = {" "}returned it
did-progress = {" "}reported progress
did-report_done = {" "}reported it done
did-take_up = {" "}began to verify
did-verify = {" "}verified:{" "}
did-verify-back = not kept, sent back
did-judge = {" "}judged:{" "}
did-object = {" "}objected
did-agree = {" "}agreed
did-rule = {" "}answered the objection
did-close = {" "}closed it
did-reopen = {" "}opened it again
did-fix_due = {" "}fixed the date by the new notice
how-counted = How it is counted
how-due = The first date is { $day }. It stands from the confirmation on, and lateness is counted against it.
how-working_days =
    { $n ->
        [one] { $n } working day was promised: counted from the next day, without weekends and holidays, with weekend days that are worked.
       *[other] { $n } working days were promised: counted from the next day, without weekends and holidays, with weekend days that are worked.
    }
how-days =
    { $n ->
        [one] { $n } day was promised: calendar days; when the last is a day off, the next working day counts.
       *[other] { $n } days were promised: calendar days; when the last is a day off, the next working day counts.
    }
how-months =
    { $n ->
        [one] { $n } month was promised: the same day of that month, or the next working day.
       *[other] { $n } months were promised: the same day of that month, or the next working day.
    }
how-on = The day itself was named.
how-none = No date was given, so lateness cannot be counted.
how-extended =
    { $n ->
        [one] A later date was granted { $n } time; it stands beside the first.
       *[other] A later date was granted { $n } times; it stands beside the first.
    }
how-found = Verifiers say whether it was kept, never the department; what nobody has judged reads “not verified yet”.
how-last-day = How the last day was found
how-days-list =
    { $n ->
        [one] Day by day, { $n } day in all
       *[other] Day by day, { $n } days in all
    }
how-days-more = Later days are not listed.
day-nth = day { $n }
dayact-start = day 0
dayact-counted = counted
dayact-skipped = skipped
dayact-reached = reached
dayact-named = named
daykind-weekday = weekday
daykind-made_up = worked in exchange
daykind-weekend = weekend
daykind-holiday = holiday
object-heading = Did you see it otherwise?
object-lead = While the notice runs, anybody who lives nearby or was part of it may speak. Somebody who did not verify will look at it.
object-label = Write what you saw
object-hint = Say where and when. Only supervisor and verifiers read it.
object-send = Object
object-over = The notice is over and the promise is closed. If you see otherwise now, ask in an inquiry that is open and name this promise: where it is confirmed, the promise can be reopened.
object-not_followed = This one is only recorded, never verified, so it has no notice. If you see otherwise, ask in an inquiry that is open.
object-closed = No notice is running. Once there is a finding, anybody may speak while it is shown.
agree-send = It is as I saw it
you-agree = You said it is as you saw it
agreed-n =
    { $n ->
        [one] { $n } device says it is as seen.{" "}
       *[other] { $n } devices say it is as seen.{" "}
    }
objections-n =
    { $n ->
        [one] { $n } objection waits for an answer.
       *[other] { $n } objections wait for an answer.
    }
done-objected = Your objection was received. Somebody who did not verify will look at it.
done-agreed = Noted.

spoken-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
spoken-months =
    { $n ->
        [one] { $n } month
       *[other] { $n } months
    }
spoken-working_days =
    { $n ->
        [one] { $n } working day
       *[other] { $n } working days
    }

month-day =
    { $month ->
        [1] { $day } January
        [2] { $day } February
        [3] { $day } March
        [4] { $day } April
        [5] { $day } May
        [6] { $day } June
        [7] { $day } July
        [8] { $day } August
        [9] { $day } September
        [10] { $day } October
        [11] { $day } November
       *[other] { $day } December
    }

## lists of those who see to it

my-places = My pages
leave = Sign out
place-today = Today
place-supervision = Supervision
place-department = To be done
place-verification = To be verified
todo-sum =
    { $n ->
        [one] { $n } thing waits.{" "}
       *[other] { $n } things wait.{" "}
    }
todo-sum-late = { $n } of them late.
todo-none = Nothing waits for you.
todo-confirm = To be confirmed
todo-assign = To be handed over
todo-rule = Objections to be answered
todo-close = Notice over, can be closed
todo-review = Written answers to be read
todo-pairs = To sign as the second person
todo-deputy = To ask in the live show
todo-unit-pairs = to sign
todo-unit-deputy = questions
todo-closing = After the show: no owner and date yet
todo-morning = The morning after
todo-countersign = To be countersigned
todo-open = All promises under way
todo-accept = To be accepted
todo-progress = Under way
todo-answer = To be answered in writing
todo-answered = Answered, being read
todo-verify = To be verified
todo-running = Reported, being judged
todo-questions = questions
n-items =
    { $n ->
        [one] { $n } item
       *[other] { $n } items
    }
step-by = by then
step-over = overdue
step-due = This step by { $day }.
days-time-late = Late by
days-time-late_days = Late by
days-time-left = Left
days-time-days = Left
days-unit-time-late = working days
days-unit-time-late_days = days
days-unit-time-left = working days
days-unit-time-days = days
do-open = Open
do-pairs = Sign
do-deputy = See the card
do-closing = Go through
do-confirm = Confirm
do-assign = Hand over
do-rule = Answer
do-close = Close
do-review = Read
do-morning = Read
do-countersign = Countersign
do-accept = Accept
do-progress = Report
do-answer = Answer
do-verify = Verify
department-never = Whether it was done is found by verifiers; a department never closes or judges its own.

## one file

public-page = Public page
owner-is = Seen to by { $name }
returned-n =
    { $n ->
        [one] Returned { $n } time
       *[other] Returned { $n } times
    }
not-shown-yet = not public yet
do-heading = What can be done now
choose = Choose
none-such = None
not-sure = Not sure
arbitration-open = Whose order this is has been open for { $n } { $n ->
        [one] working day
       *[other] working days
    }.{" "}
arbitration-by = { $by } gave it back on { $day }.{" "}
arbitration-to = It names { $to } instead.{" "}
arbitration-until = The supervisor decides by { $day }; until then it stays with the department that gave it back.{" "}
arbitration-clock = The promise's own date goes on: { $time }.
owes-assign = To be handed over.{" "}
owes-arbitrate = Whose it is must be decided.{" "}
owes-accept = To be accepted or returned.{" "}
owes-plan = A plan is owed.{" "}
owes-answer = A written answer is owed.{" "}
owes-answer_complex = A written answer is owed.{" "}
owes-progress = Progress is owed.{" "}
owes-verify = To be verified.{" "}
owes-rule = The objection is to be answered.{" "}
confirm-own = You caught this one, so another person confirms it. If nobody is free, say why; the public page will show that a countersignature is pending.
confirm-lead = Check words and boxes against the recording. Once confirmed, nobody changes the words or the first date.
confirm-stream = Open the stream of this show and compare
act-evidence = Send a photo
act-evidence-send = Send
act-confirm = Confirm
act-confirm-send = Confirm and publish
act-countersign = Countersign
act-countersign-send = Countersign
act-void = Void
act-void-send = Declare void
act-edit = Mend
act-edit-send = Save
act-assign = Hand over
act-assign-send = Hand over
act-extend = Later date
act-extend-send = Grant
act-pause = Pause
act-pause-send = Pause
act-resume = Resume
act-resume-send = Resume
act-judge = Judge
act-judge-send = Judge and give notice
act-rule = Answer the objections
act-rule-send = Answer
act-close = Close
act-close-send = Close
act-reopen = Open again
act-reopen-send = Open again
act-accept = Accept
act-accept-send = Accept
act-return = Return
act-return-send = Return
act-progress = Report progress
act-progress-send = Report
act-report_done = Report it done
act-report_done-send = Report done
act-take_up = Begin to verify
act-take_up-send = Begin
act-verify = Verify
act-verify-send = Submit the finding
act-object = Object
act-object-send = Object
in-confirm-alone = Why alone
in-confirm-alone-hint = Public until somebody countersigns.
in-void-reason = Why it is no promise
in-void-reason-hint = Read inside only.
in-assign-lead = Department that owes
in-assign-company_reason = If it is a company, why (public)
in-assign-via = Handed on by
in-assign-co = Who helps
in-assign-doer = Who does the work, may be a company
in-extend-until = Until
in-extend-reason = Reason
in-extend-reason-hint = Public. The first date stands, and lateness is counted against it.
in-pause-until = Until
in-pause-reason = Reason
in-pause-reason-hint = Public.
in-accept-owner = Who sees to it
in-accept-plan = How it will be done
in-accept-plan-hint = Public. If you cannot say yet, you have 5 working days.
in-return-reason = Why it is another’s
in-return-to = Whose it is (public)
in-return-reason-hint = For the supervisor, not public. You stay responsible until another accepts.
in-progress-note = What was done
in-progress-note-hint = Public. Say when, and how far it is.
in-progress-internal = For the supervisor only
in-progress-internal-hint = Not public; may be left empty.
in-report_done-evidence = Photos that show it
in-report_done-evidence-none = There is no photo yet. Send one above first.
in-report_done-note = In a sentence
in-report_done-note-hint = Public. Speak to what it is measured by.
in-evidence-photo = Photo
in-evidence-photo-hint = JPEG, PNG or WebP, up to 15 MB and 50 megapixels. The place is removed.
in-evidence-side = It shows
in-evidence-caption = Caption
in-evidence-taken_on = Taken on
in-verify-verdict = What you found
in-verify-note = How you looked and what you saw
in-verify-note-hint = Public. Say when, where, and how many you looked at.
in-judge-judgement = Judge it as
in-judge-reason = Reason
in-judge-reason-hint = Public. “Broken” needs the last date to be over, and a finding or 20 working days.
in-judge-successor = The promise that replaces it (its number), if it is replaced
in-rule-upheld = Does the objection hold?
rule-upheld = Yes, look again
rule-refused = No, the notice goes on
in-rule-reason = Reason
in-rule-reason-hint = Public; it is also the answer to who objected.
in-object-text = What you saw
in-object-text-hint = For the supervisor.
in-reopen-reason = Why it is opened again
in-reopen-reason-hint = Public.
in-countersign = I have seen the recording, and the words are right.
in-resume = The reason is gone; the work goes on.
in-take_up = You verify it from now on.
in-close = The notice is over and no objection is open.
done-confirm = Confirmed and public.
done-countersign = Countersigned.
done-void = Void.
done-edit = Saved.
done-assign = Handed over.
done-extend = A later date stands beside the first.
done-pause = Paused.
done-resume = Resumed.
done-judge = Judged; the notice runs.
done-rule = Answered.
done-close = Closed.
done-reopen = Opened again.
done-accept = Accepted.
done-return = Returned; the supervisor decides.
done-progress = Reported.
done-report_done = Reported; it will be verified.
done-take_up = You verify it now.
done-verify = The finding is in.
done-object = The objection is in.
done-evidence = The photo is kept. It becomes public when you report with it.
done-answer = The answer is in and will be read.
done-review = Done.

## questions that are owed

order-number = No. { $n }
order-heading-department = A question to answer in writing
order-heading-supervision = Read a written answer
order-late = Was due { $day }
order-due = Answer by { $day }
order-only = Departments read this order and nothing else: neither who asked nor the original words.
order-text = Order text
answer-write = Write the answer
answer-text = Answer
answer-text-hint = Answer what was asked: whether it is done, by when, or why not. No personal data.
answer-signed_by = Signed by
answer-signed_by-hint = Post and name; public.
answer-send = Submit the answer
answer-tries = Answers so far
answer-accepted = Accepted
answer-returned = Returned
answer-waits = Being read
review-accept = Accept and show it to the asker
review-return = Return it
review-reason = Why it goes back
review-reason-hint = For the department. Say what is missing.
closing-heading = After the show
closing-sum =
    { $n ->
        [one] { $n } question has no owner and date:{" "}
       *[other] { $n } questions have no owner and date:{" "}
    }
closing-of = { $state } { $n }
closing-none = All have a department and a date.
closing-leave = The inquiry can leave handing over: the director moves it to follow-up in the gallery.
closing-stage = To the gallery
closing-done =
    { $n ->
        [one] { $n } question was handed over.
       *[other] { $n } questions were handed over.
    }
closing-early = Questions are handed over once the show has ended.
closing-department = Those without one of their own go to
closing-working_days = Working days to answer
closing-lead = All that are ticked go together, or none. No door number or name in the order text; the estate is the finest place. Unread ones get an owner and keep their state.
closing-own-department = Department
closing-same = As above
closing-outcome = on air: { $outcome }
closing-seconds =
    { $n ->
        [one] { $n } device met it too
       *[other] { $n } devices met it too
    }
closing-send = Hand over what is ticked
urgent-word = Urgent

## wrong fields

wrong-required = Still missing
wrong-unknown = Please choose from the list
wrong-too_long = Too long
wrong-unreadable = Not understood. Write a date or a number of days, or leave it empty
wrong-past = That day is over
wrong-out_of_range = The number is out of range
wrong-in_the_future = The time lies in the future

## the scribe

scribe = Scribe
scribe-mark = Mark
scribe-marked = Marked { $at }
scribe-unmarked = No mark yet; the moment of keeping counts
scribe-kept = Kept; a second person will confirm.
scribe-verbatim = Word for word. Frozen once confirmed.
scribe-what = With place and amount
scribe-due = Such as 10月20日, 30天内, 10个工作日
scribe-test = May be left empty
scribe-question = Which question it answers
scribe-nudge = Shift the mark, seconds
scribe-later = Caught later: when it was said
scribe-keep = Keep
scribe-second = A second person confirms it against the recording
scribe-tonight = Promises of this show
scribe-nothing = Nothing caught yet.
scribe-missing = Missing:{" "}
scribe-nudge-keys = Shift the mark 1 s
scribe-out = Leave the field
key-space = Space
js-scribe-marked = Marked { $at }
js-scribe-nudged = shifted { $n } s
js-scribe-kept = Kept; a second person will confirm.
js-scribe-failed = It was not stored. What you wrote is still here; press Keep again.
js-scribe-no-mark = The mark was not stored; press again.
js-scribe-up = Online
js-scribe-down = Connection lost, reconnecting
js-scribe-missing = Missing: { $boxes }
js-scribe-afterwards = Marked afterwards
js-scribe-count = { $n }
js-scribe-comma = ,{" "}

## titles

title-ledger = The book of promises
title-scribe = Scribe
title-closing = After the show
title-order = Written answer
axis-today = today
badge-said-sent_back = Reported done, sent back
badge-time-claimed = Not late when reported
scribe-marks = Latest marks
scribe-marks-note = Each is kept; none is lost before it is used
scribe-mark-open = Nothing caught yet
scribe-mark-use = Use this mark
scribe-mark-keys = Mark (F2 while writing)
scribe-mark-next = Next unused mark
js-scribe-mark-open = Nothing caught yet
js-scribe-mark-open-cut = Marked while the line was cut; will say so
js-scribe-mark-mine = Being written
js-scribe-mark-use = Use this mark
js-scribe-mark-waits = { $at } is marked too and waits below
js-scribe-mark-cut = No connection. The moment { $at } is kept on this device and will be entered as marked afterwards.
js-scribe-due-day = { $year }-{ $month }-{ $day }
js-scribe-due-is = That is { $on }
js-scribe-due-provisional = That is { $on }, until the holidays are published
js-scribe-due-unread = Not understood. A date or a number of days; leave it empty if unsure
js-scribe-on-air = Question { $n }
