# Sealed lists of questions, the notice, who opened them, the watermark, and what departments are told before the show.
sealed-note = The questions of this inquiry are sealed: before one is on air nobody outside reads a word of it, neither the public nor the departments. Only numbers are published here.
sealed-heading = Sealed questions
sealed-taken-up = { $n ->
    [one] 1 question taken up; what may be public is so once it is on air
   *[other] { $n } questions taken up; what may be public is so once it is on air
}
sealed-unsealed = The list is open since { $day }
sealed-alike = { $n ->
    [one] 1 question on the list is much like yours; it is not public before it is on air
   *[other] { $n } questions on the list are much like yours; they are not public before they are on air
}
sealed-alike-hint = Send yours all the same. What is one matter is put together, and your device counts.
js-intake-sealed-alike = { $n } on the list much like yours, not public before they are on air. Send yours all the same: what is one matter is put together.
js-intake-unsealed = The list of questions is open: { $notice }
asker-sealed = Reviewed, not public before it is on air
step-sealed = Reviewed, sealed on the list
watermark = SEALED　{ $who }　{ $day }
watermark-said = This page is a sealed list, opened by { $who } on { $day }; that is recorded for the auditor.
office-sealed = Seal
office-sealed-hint = Once opened, every reviewed question is public at once, and the public page shows the notice. It cannot be sealed again.
office-f-notice = Notice (shown to the public as it is, at most 120 characters)
office-unseal = Open the list with this notice
office-unsealed = Opened { $when } with the notice: { $notice }
audit-openings = Who opened the sealed lists
audit-openings-hint = One line each time; page and paper carry their name and the day
list-desk = Desk
list-question_sheet = List of questions
list-rundown = Running order
list-rundown_sheet = Running order on paper
list-host_cards = The host's cards
list-deputy_cards = Deputies' cards
list-pairs = Air texts to sign
list-scribe = Scribe's page
list-sign_off = Signed list
kind-unsealed = Seal taken off
kind-list_opened = Sealed list opened
subject-disclosure = Disclosure rules
subject-list = List of questions
scope-heading = Before the show
scope-hint = Only the theme and how many questions each department faces; no question
scope-n = { $n ->
    [one] 1 question
   *[other] { $n } questions
}
scope-others = No department named
