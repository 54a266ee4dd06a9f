# What leaves the office: sealed scans, words to copy, who was told, the sheet of half past eight.
title-sending = Sending and telling
sending-copy = Copy into a message
sending-copy-hint = No personal data; send it as it is
sending-copy-this = Copy this
sending-to = Who is told
sending-way = By which way
sending-told = Told: note it
sending-nothing = Nothing to tell now.
sending-scan = Sealed scan
sending-scan-hint = Kept as it was issued; the department can download it, and each opening is noted
sending-file = PDF or picture, at most 15 MB
sending-send-scan = Send the scan in
sending-told-list = Who was told
sending-nobody = Nothing noted yet.
sending-go = Copy notices, note who was told, send a scan in
scan-pdf = Sealed scan (PDF)
scan-picture = Sealed scan (picture)
scan-kb = { $n } KB
scan-noted = Each opening is noted with the name.
notice-order = Order
notice-urge = Reminder
notice-return_decided = Return decided
notice-public_notice = Public notice
notice-answer_returned = Answer returned
notice-morning = The morning after
way-wechat = WeChat
way-telephone = Telephone
way-paper = Paper
way-in_person = In person
done-noted = Noted.
done-scan = The scan is kept.
wrong-no_scan = A PDF, JPEG or PNG is needed
copy-day = { $year }-{ $month }-{ $day }
copy-no-day = the day named in the order
copy-numbered = { " " }({ $number })
copy-order = [{ $house }] “{ $theme }”: order{ $number }
    { $department }: { $what }
    To be done by { $due }. Please sign for it within two working days; if it is not yours, give it back with a reason.
    { $link }
copy-urge = [{ $house }] “{ $theme }”: reminder{ $number }
    { $department }: { $what }
    Due { $due }. Please see to it and report progress.
    { $link }
copy-return_decided = [{ $house }] “{ $theme }”: return decided{ $number }
    It is for { $department }: { $what }
    Still due { $due }. Please sign for it.
    { $link }
copy-public_notice = [{ $house }] “{ $theme }”: public notice
    { $department }: { $what }
    It has been verified and stands in public notice; whoever sees it otherwise can say so on the page.
    { $link }
copy-answer_returned = [{ $house }] “{ $theme }”: written answer returned{ $number }
    { $department }: { $what }
    Why: { $why }
    Still due { $due }.
    { $link }
copy-morning = [{ $house }] “{ $theme }”: the morning after
    { $received } questions came, { $public } are public, { $shown } were on air; { $promised } promises were caught.
    { $open } were not answered on air, { $unowned } have no department and day yet.
    How the promises are kept: { $link }
morning-fixed = Fixed { $when }; it does not change any more
morning-see-fixed = As it stood { $when }
morning-see-now = As it stands now
todo-send = The morning sheet is fixed and can be sent
do-send = Copy and send
kind-scan_kept = Sealed scan kept
kind-scan_opened = Sealed scan opened
kind-told = Somebody was told
kind-morning_fixed = Morning sheet fixed
subject-scan = Sealed scan
subject-scan_opening = Sealed scan
subject-told = Telling
subject-morning = Morning sheet
list-scan = Sealed scan
todo-waiting = Questions to review
todo-appeals = Appeals to decide
todo-second = Second reviews
todo-left = Left to the lead
todo-contests = Contested, to be answered
todo-shortlisted = Chosen questions, to be put into the running order
todo-caught = Promises caught, to be confirmed by another person
todo-plan = Inquiries whose call is not open yet
todo-unit-waiting = questions
todo-unit-appeals = questions
todo-unit-second = questions
todo-unit-left = questions
todo-unit-contests = contested
todo-unit-shortlisted = questions
todo-unit-caught = promises
do-waiting = To the desk
do-appeals = Look again
do-second = Review
do-left = Decide
do-contests = Answer
do-shortlisted = To the running order
do-caught = To the scribe's page
do-plan = See the plan
