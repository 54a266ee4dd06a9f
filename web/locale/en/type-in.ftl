# Typing in for somebody

type-in = Type in for somebody
type-in-lead = For whoever called, wrote on paper or asked in a comment. Where it came from goes with it for ever.
todo-type-in = Hotline, deputies, comments and paper are typed in here
typed-in-for-you = typed in by the staff

type-in-source = Where it came from
type-in-text = What was said
type-in-text-hint = In their own words; read it back before you store it.
type-in-place = Place
type-in-name = Name or nickname
type-in-source_id = Its number
type-in-source_id-hint = Of the hotline's case, the comment or the motion. One number is stored once.
type-in-contact = Telephone
type-in-contact-hint = Sealed; each look at it is recorded.
type-in-send = Store
type-in-known = This number was typed in before: { $receipt }, { $state }. It was not stored a second time.

type-in-stored = Stored: read it back
type-in-stored-again = It had been stored already; the numbers are the same
type-in-read-back = Their words
type-in-receipt = Receipt number
type-in-code = Code
type-in-dictate = Have them write down both numbers. With these they see under “Find my question” how it goes.
type-in-nothing = Once stored, the words to read back and the two numbers stand here.

js-type-in-known = This number was typed in before: { $receipt }, { $state }. It was not stored a second time.
js-type-in-known-bare = This number was typed in before; it was not stored a second time.
js-type-in-cut = The line is cut and it is not stored yet. Your words are here; press Store once it is back, it is taken only once.
js-type-in-back = The line is back: press Store.
js-type-in-sending = Storing…
js-type-in-left = { $n } to mend: see what is marked.
js-type-in-kept = Your words are kept in this window
type-in-urgent = Urgent: store and ring
type-in-rings = It rings until a moderator or supervisor takes it. Where somebody is in danger, have them call 110, 119 or 120 first.
