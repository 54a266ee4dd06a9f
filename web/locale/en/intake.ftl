# The public door: an inquiry, asking, one question.

call-until = until { $when }
call-days-left =
    { $n ->
        [one] . 1 day left
       *[other] . { $n } days left
    }
call-not_yet = The call has not opened yet.
call-not_yet-at = The call opens on { $when }.
call-over = This inquiry takes no more questions. Every one received has gone somewhere.
call-closed = The call has closed.
call-closed-at = The call closed on { $when }.
call-closed-at-live = The call closed on { $when }. You can still ask during the show.
fact-live = Live
about-minutes = , about { $n } minutes
fact-answers = Who answers
fact-asks = Who asks
asks-you = You
asks-with-deputies = You, and { $n } deputies
ask = Ask a question
ask-promise = No account needed. Say where and what; a minute is enough. Somebody reads every one, and every one gets a result.
watch = Watch live
asked-so-far = question { $n }
now = Being asked
nth = Question { $n }
nothing-on-air = No question is on air just now.
seconds-count =
    { $n ->
        [one] 1 device: me too
       *[other] { $n } devices: me too
    }
just-said = Just promised
said-confirmed = Confirmed
asked-on-air = Asked on air
newest-first = newest first
promised-count =
    { $n ->
        [one] 1 promise
       *[other] { $n } promises
    }
others = What people are asking
order = Order
sort-seconds = Most me-toos
sort-new = Newest
published-count = { $n } published
none-published = Nothing published yet. Yours can be the first.
see-more = See more
by-nobody = Asker not shown
asked-of = to { $department }
devices = devices
second-on = Me too
second-off = Me too

where-all-went = Where they all went
n-questions = { $n }
count-received = Received
count-published = Published
count-private = Not published
n-private = { $n }, handled privately because the asker wished it
count-merged = Merged
n-merged = { $n } into the same question; every device still counts
count-needs_info = Need details
n-needs_info = { $n }, waiting for the asker
count-later = After the show
n-later = { $n }, handed over after the show
count-passed_on = Passed on
n-passed_on = { $n }, to whoever is competent
count-rejected = Not taken
count-withdrawn = Withdrawn
count-waiting = Waiting
oldest-wait = , the oldest for { $h ->
        [0] {""}
       *[other] { $h } h{" "}
    }{ $m } min

before-asking = Before you ask
rules-reasons = What is not taken, and what then
rules-contact = Who sees my name and phone
rules-contact-text = The number is only used to tell you how it goes on. { $organiser } keeps it encrypted; it is neither published nor given to the department. Staff must write down why they open it, and you can read on your own page who did and why. It is erased by itself 180 days after the show, or by you at any time. A name is published only if you fill it in and ask for it.
rules-unasked = What if mine is not asked on air
rules-unasked-text = It still counts. It goes to the department for a written answer, with a date and an owner; your receipt number shows where it stands at any time.

step-of-two = Step { $n } of 2
ask-heading = What do you want to ask?
ask-hint = Say where, what, since when, and what answer you want. Please leave out phone and ID numbers.
up-to = up to { $n } characters
look-alikes =
    { $n ->
        [one] 1 question is much like yours
       *[other] { $n } questions are much like yours
    }
look-alikes-hint = If it is the same matter, press “Me too”: more people make it likelier to be asked. If not, go on.
who-sees = Who may see what
who-everyone = Everyone
who-everyone-what = The reviewed question, with phones, ID numbers and names covered
who-department = The department
who-department-what = A copy to act on, with the place no finer than the estate, and not who you are
who-congress = The Congress
who-congress-what = The original. Seeing your contact takes a reason, and is recorded each time
different-go-on = Not the same, go on
go-on = Next
ask-check-heading = Where, and how to answer you
preview-public = Everyone, once it is reviewed
change-text = Change it
preview-public-note = Telephone and identity numbers are covered by machine first, and a moderator looks again. Not a word of the original is changed.
preview-department = The department
preview-department-note = Not who you are, and the place no finer than the estate. The place you fill in is for the moderators to check and does not go to the department as it stands.
optional = optional
field-place = Place
field-place-hint = Estate, building or crossing; no door number needed
field-department = Who should answer
department-unsure = Not sure, please decide
field-name = What to call you
field-name-small = optional
field-contact = Phone or email
field-contact-small = optional, not published
field-contact-hint = Only to tell you how things stand. Everyone who looks at it leaves a record.
field-visibility = Who may see it
consent = By submitting you agree that what you wrote is kept for dealing with this matter and shown as said above.
submit = Submit
receipt-means-received = It is received once you see a receipt number.

merged-into-this = { $n } more merged into this
merged-heading = Merged into the same matter
answer-heading = Written answer
answer-by = Signed by { $person }, { $department }. This is what they say themselves; not checked yet
promises-heading = What was promised
promises-count = { $n }
due-none = No date given
promise-see = See this promise
path-heading = Where it stands
back-to-inquiry = Back to the inquiry

js-intake-new = { $n } new
js-intake-promised = A promise was just recorded: “{ $quote }”
js-intake-promised-by = A promise of { $who } was just recorded: “{ $quote }”
js-intake-offline-writing = No connection. What you wrote is on this device and will be sent once when the line is back.
js-intake-offline-draft = No connection. What you wrote is on this device; press again when the line is back to go on.
js-intake-offline-reading = Connection lost, reconnecting. Below is how things stood at { $time }.
js-intake-back = Back. { $n } changes made meanwhile are now shown.
js-intake-sending = The line is back, sending.
js-intake-unsent = One question was not sent yet, sending it now.
js-intake-wait = Many people at once. It will be sent by itself in { $n } seconds.
js-intake-draft-kept = Draft kept on this device
js-intake-count = { $n } / 2,000 characters
js-intake-second-on = Me too
js-intake-second-off = Me too
js-intake-devices = devices
js-intake-second-failed = It was not noted and is back as it was. Please press again later.
js-intake-copied = Copied
js-intake-copy-failed = Not copied; hold the link to copy it
js-intake-look-alikes = { $n } much like yours
js-intake-different = Not the same, go on
js-intake-go-on = Next
js-intake-asked-of = to { $department }
js-intake-by-nobody = Asker not shown
js-intake-nth = Question { $n }
js-intake-seconds = { $n } devices: me too
js-intake-nothing-on-air = No question is on air just now.
js-intake-withdrawn = This item was withdrawn from the broadcast.
js-intake-phase-changed = The inquiry has moved on; reload to see it
js-intake-signal = Signal lost
ask-dictate = Rather not type? Press the microphone on your keyboard and say it.
preview-heading = Who will see what, once it is sent
preview-congress = The People’s Congress
preview-congress-note = What you wrote, word for word. Opening name and contact takes a written reason and is recorded each time, for you to see.
preview-nothing = Nothing at all.
preview-again = Show it again with what is filled in now
keep-heading = How what you write is kept
keep-who = Who collects it
keep-what = What is collected
keep-what-text = Your question; a place, a name, a contact and a flat number if you care to give them. The last three are kept encrypted
keep-long = For how long
keep-long-text = Name, contact and flat number: erased by themselves 180 days after the show. The question and how it was handled stay as a record that does not say who you are
keep-erase = How to have it erased
keep-erase-text = Open “My question” with number and code: erase name, contact and flat number yourself, withdraw the whole question, or erase everything you wrote
this-inquiry = This inquiry
promised-tonight = { $n ->
    [one] See the promise made tonight
   *[other] See the { $n } promises made tonight
}
see-in-ledger = See in the public book how they are being kept
js-intake-gate-open = Questions are taken again.
js-intake-gate-slowed = The intake is slowed.
js-intake-gate-paused = The intake is paused; keep what you wrote and send it later.
trouble-work_wanted = Very many people are coming from your network, and it has not been sent yet. All that you wrote is here: press Submit once more in { $n } seconds and it will be taken.
js-intake-working = Very many people are coming from your network. Yours is in the queue and will be sent by itself; please keep the page open.
second-heard-only = It is noted. Very many devices are coming from the same network just now, so it is not in the public count yet; take it back and press once more in a while, and it will be.
keep-network = Network address
keep-network-text = Kept sealed for six months, as the Cybersecurity Law asks. An auditor can open it with a reason, which you will see; then it is deleted by itself
field-notice-changed = “How it is kept” has just changed. Please read it and submit once more
data-heading = My data
data-what = All that is kept here of your question, for you to take along.
data-get = Download my data
opened-network = network address
