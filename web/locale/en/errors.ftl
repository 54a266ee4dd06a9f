# One sentence for every problem code, and what a form still lacks.

error-malformed = The request could not be read. Nothing was changed.
error-unauthenticated = You are not signed in, or it has run out. Please sign in again.
error-forbidden = Your role does not allow this.
error-not_allowed = Your role does not allow this.
error-not_stored = It was not stored, and not through any fault of yours. Your text is still here: press Submit again, it is taken only once.
error-public_text_required = The public text is not written yet.
error-asker_wants_it_private = The asker wants it private, so it cannot be published.
error-unowned_question = Some questions have no department and date yet, so this cannot leave the handing over.
error-same_person = This step needs another person.
error-not_found = There is no such page, or you cannot see it.
error-stale_version = Somebody has just changed this; what you wrote is kept. Look at it now, then decide.
error-held = Somebody is working on this one.
error-wrong_state = This cannot be done in its present state.
error-call_closed = The call has closed. You can still ask during the show.
error-idempotency_in_flight = The same thing is being stored; look again in a moment.
error-idempotency_key_reused = The same key came with different content. Reload the page and try again.
error-not_live = The show is not on air yet.
error-take_mismatch = Not taken: what you believed to be on air is not.
error-air_not_approved = Nobody else has approved the text for the screen yet.
error-nothing_next = Nothing is queued after this one.
error-superseded = There is a later decision, so this one cannot simply be undone.
error-already_on_air = It has been on air and cannot be undone.
error-too_large = Too large, so it was not taken. Text may be up to 64 KB.
error-invalid = Something is still missing. Add it and submit again.
error-reason_required = Please give a reason.
error-version_required = The version is missing. Nothing was changed.
error-work_wanted = Very many people are coming from this network. Nothing is lost: send it once more in { $seconds } seconds and it will be taken.
error-too_many = Many people at once. Please try again shortly.
error-unavailable = Many people at once; this was not taken yet. What you wrote is kept, please try again shortly.
error-internal = It did not work, through no fault of yours. It is noted; please try again later.
error-busy = Many people at once. Please press again in { $seconds } seconds.
error-idempotency_key_required = The key against sending twice is missing; nothing was taken.
error-wrong_receipt = Receipt or code does not match.
error-foreign_origin = This request did not come from a page of this site; nothing was taken.
error-upgrade_required = This address is opened by WebSocket.
error-closing = The service is restarting, please wait.
error-method_not_allowed = This address does not take that.
error-name_taken = That name in addresses is taken. Choose another one.
error-disclosure_fixed = These rules were settled when the call opened. Departments cannot be shown more; a sealed list is opened on the inquiry's page, with a public notice.
error-seal_too_late = The call is open and its questions are public; what was read cannot be unread, so they cannot be sealed any more.
error-nobody_summoned = Nobody is summoned yet, so the call cannot open.
error-unknown_department = That department is not summoned. Choose one that is.
error-dates_crossed = The call must end before the show begins.
error-unreadable_file = The file cannot be read. Save it as CSV (UTF-8 or GB18030), XLS or XLSX and send it again.
error-web_page_file = This file is named like a workbook but is a web page, as some systems export it. Open it in WPS or Excel, save it as XLSX and send it again.
error-too_many_rows = Too many rows: 50,000 at most in one file. Split it.
error-text_not_mapped = No column is chosen for the text of the question yet.
error-unknown_column = The file has no such column. Choose one of its columns.
error-file_too_large = The file is too large: 20 MB at most.
error-other = It did not work; nothing was changed.

error-heading-4 = This did not open
error-heading-5 = This cannot open just now
retry-after = Please try again in { $n } seconds.
go-back = Go back

errors-left =
    { $n ->
        [one] 1 thing is still missing
       *[other] { $n } things are still missing
    }
field-text-missing = Write what you want to ask, 5 to 2,000 characters
field-text-too_short = Say a little more, at least { $limit } characters
field-text-too_long = Too long: at most { $limit } characters
field-text-malformed = It has characters that cannot be read; please change them
field-place-too_long = The place may have at most { $limit } characters
field-place-malformed = The place has characters that cannot be read
field-name-too_long = The name may have at most { $limit } characters
field-name-malformed = The name has characters that cannot be read
field-contact-too_long = The contact may have at most { $limit } characters
field-contact-malformed = The phone number or email is not complete; please check it
field-contact-missing = Write a phone number or an email
field-department-malformed = Choose a department from the list
field-visibility-malformed = Choose who may see it
field-visibility-missing = Choose who may see it
field-answer-missing = Choose one
field-handling-missing = Choose one
field-answer-malformed = Choose one
field-handling-malformed = Choose one
field-note-too_long = The note may have at most { $limit } characters
field-other = Please look at this again

trouble-too_many = Many people at once. Please press Submit again in { $n } seconds.
trouble-not_stored = It was not stored, and not through any fault of yours. Your text is still here: press Submit again, it is taken only once.
field-source-required = Choose where it came from
field-source-malformed = Choose one of the places above
field-source_id-too_long = Its number has at most { $limit } characters
error-source_known = This number was typed in before; it was not stored a second time.
