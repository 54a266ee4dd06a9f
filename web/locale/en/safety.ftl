# The safety of whoever asks: what tells on them, their flat, trouble made for them, and who is under 18.

js-desk-flag-minor = under 18
js-desk-flag-on_behalf = for the family
js-desk-flag-school = names a school

error-taken_by_another = A colleague has this. Take it over first if you are to deal with it.
error-flat_refused = The asker has said no twice; it cannot be asked again.
field-flat-required = Write the flat number, or press “Do not agree”
field-flat-too_long = The flat number is too long: { $limit } characters at most
error-of_minor = The asker is under 18: neither public nor on air; it can be taken up privately.

# Pressure on an asker, at the supervisor's; and the flat number at the department's.
title-harassment = Pressure on an asker
harassment = Pressure
harassment-is-waiting = Nobody has taken it up
harassment-is-mine = You have it
harassment-is-taken = { $who } has it
harassment-is-over = Dealt with; its asker reads how
harassment-at = reported { $when }
harassment-due = to be taken up and answered by { $day }
harassment-late = was to be taken up and answered by { $day }
harassment-said = What the asker says
harassment-only = Only those who supervise can read it; the department cannot.
harassment-take-waiting = I take it up
harassment-take-taken = Take it over
harassment-take-what = The asker will see that you have it.
harassment-answer = What was done
harassment-done = Tell the asker
harassment-done-hint = Whom you spoke to, what was said, how it is kept from happening again. The asker reads it as it stands.
harassment-send = Done: tell the asker
harassment-contact-why = Why you need the contact
harassment-contact-open = Open the contact
todo-harassed = Askers under pressure
do-harassed = Deal with it
order-flat = Flat number
order-flat-asked = The asker was asked and has not answered
order-flat-agreed = The asker agreed
order-flat-refused = The asker did not agree
order-flat-reason = What you need it for
order-flat-reason-hint = The asker decides by it. Ask once; twice at most.
order-flat-ask = Ask the asker
order-flat-open = See the flat number
order-flat-noted = Each look is noted, and the asker sees which department it was.
order-flat-gone = The asker has had it erased.
wrong-too_short = Too short, write a little more

# What could tell on the asker, and the flat number that stands apart.
telltales-heading = These words could tell who you are
telltales-lead = Change them or not, you can send it either way. To change them, go back up or press “Change”.
telltales-stop = Look once before sending: { $n ->
        [one] one place could tell
       *[other] { $n } places could tell
    } who you are. You can send it unchanged by pressing once more.
submit-as-it-is = Send as it is
telltale-dwelling = flat number
telltale-floor = the floor you live on
telltale-phone = telephone number
telltale-plate = number plate
telltale-identity = identity number
telltale-bank_card = bank card
telltale-email = e-mail address
telltale-account = WeChat or QQ account
telltale-own_name = your name
telltale-role = a part that only you or a few people play
telltale-seen-covered = Covered in what everybody reads.
telltale-seen-open = Not covered by itself: everybody may read it.
telltale-seen-apart = Kept apart and sealed, never public; a department has to ask you first.
field-flat = Flat number
field-flat-small = optional, never public
field-flat-hint = Sealed and kept apart. A department that has to come asks you first and gets it only if you agree; whoever looks is noted. Without a name, no flat is kept.
js-intake-telltale-dwelling = flat number
js-intake-telltale-floor = the floor you live on
js-intake-telltale-phone = telephone number
js-intake-telltale-plate = number plate
js-intake-telltale-identity = identity number
js-intake-telltale-bank_card = bank card
js-intake-telltale-email = e-mail address
js-intake-telltale-account = WeChat or QQ account
js-intake-telltale-own_name = your name
js-intake-telltale-role = a part that only you or a few people play
js-intake-telltale-seen-covered = Covered in what everybody reads.
js-intake-telltale-seen-open = Not covered by itself: everybody may read it.
js-intake-telltale-seen-apart = Kept apart and sealed, never public; a department has to ask you first.
who-asks = Who asks
on-behalf = For somebody of my family
on-behalf-what = It concerns an elder or a child at home, and you speak for them
minor = I am under 18
minor-what = Neither public nor on air, school and class are covered; the Congress takes it up all the same

kind-harassment_taken = Took up pressure on an asker
kind-harassment_answered = Answered pressure on an asker
kind-flat_asked = Asked for the flat number
kind-flat_answered = Asker answered about the flat number
subject-flat_request = Request for a flat number

# The flat number goes out on the asker's word; what they reported comes back answered.
flat-asked-heading = { $department } asks for your flat number
flat-asked-what = If you agree, only { $department } gets it, for this matter alone; whoever looks is listed below. If not, your question goes on all the same.
flat-agree = Agree and give it
flat-refuse = Do not agree
flat-agreed-heading = You agreed to give your flat number to { $department }
flat-refused-heading = You did not give your flat number to { $department }
flat-take-back-what = Afterwards the department cannot open it any more. Who looked before stays listed.
flat-take-back = Take it back
done-flat_agreed = Agreed. Each time the department looks, you will see it here.
done-flat_refused = The flat number was not given. Your question goes on all the same.
opened-flat = looked at the flat number
reported-heading = What you reported
reported-waits = somebody takes it up by { $day }
reported-taken = { $who } has taken it up
reported-over = dealt with

# A shared phone forgets.
title-clear = Clear this device
clear = Clear this device
clear-shared = Somebody else's phone, or a public one? Clear this device
clear-lead = If you asked from a borrowed phone or a tablet in the hall, press this before you leave.
clear-what = What goes
clear-what-opened = { $n ->
        [0] Your opened questions: none
       *[other] Your opened questions: { $n }
    }
clear-what-draft = Drafts that were not finished or not sent
clear-what-device = This device's mark, and being signed in
clear-what-choices = The choices of type size and language
clear-keep-first = Note number and code first. Afterwards your question opens with them only.
clear-go = Clear
clear-not = Questions that were sent are not touched.
clear-done = Cleared
clear-done-what = Drafts, marks and opened questions are gone from this device.
clear-history = We cannot clear the browser's own history. Clear it in the browser or in WeChat, then close this page.
clear-back = Your question opens with number and code.
call-instead = Rather call than write?

step-flat_asked = The department asked for the flat number
step-flat_agreed = The flat number was given
step-flat_refused = The flat number was not given
step-flat_opened = Looked at the flat number
step-harassment_taken = Somebody took up the pressure put on you
step-harassment_answered = The pressure put on you was dealt with
covered-school = school and class, covered
