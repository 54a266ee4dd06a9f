# Pages made for paper: question list, running order, cards, order.

order-print = Print the order
sheet-back = Back
sheet-how = Use the browser's Print, on A4.
sheet-as-of = as of { $when }
sheet-n =
    { $n ->
        [one] 1 question
       *[other] { $n } questions
    }
sheet-number = No.
sheet-text = Question
sheet-to = Asked of
sheet-seconds = Me too
sheet-chosen = Use
sheet-questions = Question list
sheet-group-shortlisted = Shortlisted: { $n }
sheet-group-approved = Public, not chosen yet: { $n }
sheet-no-questions = No question is public yet.
sheet-rundown = Running order
sheet-minutes = { $n } minutes in all
sheet-planned = { $span } planned
sheet-at = At
sheet-span = Length
sheet-reading = To read
sheet-s = { $n } s
sheet-air = Air text
sheet-air-approved = approved
sheet-air-waiting = waits
sheet-air-none = none
sheet-air-pulled = taken out
sheet-remarks = Remarks
sheet-no-items = The running order is empty.
sheet-cards = Host's cards
sheet-not-approved = Not approved
sheet-card-planned = planned { $span }
sheet-card-reading = about { $n } s to read
sheet-no-cards = No question stands in the running order yet.

sheet-order = Assignment order
order-doc-number = No. ____________
order-system = No. { $letter }{ $inquiry }-{ $n }
order-public-page = Public page
order-number-set = 发文字号
order-number-save = Put it on the sheet
order-number-malformed = Write it like 望人办〔2026〕12号: code, year, serial number.
order-number-wrong_year = The year can only be this one or the last.
order-number-taken = Another order has this number.
order-number-required = Please give the number.
order-issued-by = Issued by: ____________
order-title-promise = Order to carry out a promise made on air
order-title-question = Order to answer a citizen's question in writing
order-to = To: { $department }
order-why-promise = In the televised inquiry “{ $theme }” of { $day } you promised the following, which is hereby assigned to you.
order-why-question = For the televised inquiry “{ $theme }” of { $day } a citizen asked the following (question { $n }), which is hereby assigned to you.
order-quoted = “{ $quote }”
order-mark = (on air { $clock })
order-due-by = Due
order-please = You are asked to
order-please-promise = accept within { $accept ->
        [one] 1 working day
       *[other] { $accept } working days
    }; send a plan within { $plan } working days; report progress at least every { $report } working days; when it is done, apply for closure, which a verifier decides.
order-please-question = answer in writing by the due day, say what was done, and have it signed by whoever answers for your body.
order-close-promise = If this should be another body's, write why and whose, and send it back to the supervising office. Progress is public.
order-close-question = If this should be another body's, write why and whose, and send it back to the supervising office. The answer is shown to the asker once it is accepted.
order-scan = Scan for the public page
order-nothing-of-asker = Nothing about the asker stands on this sheet.
order-signed-by = Received by:
order-signed-post = Post:
order-signed-at = Date:

# The morning after
morning-title = The morning after
morning-early = The show is not over yet; the figures still move.
morning-received = Questions received
morning-received-sum = { $n } received, from { $devices } devices (what was typed in for somebody has none). The parts add up to what was received:
morning-public = public
morning-private = taken up privately
morning-merged = merged
morning-later = after the show
morning-passed_on = passed on
morning-rejected = not taken up
morning-waiting = not read yet
morning-needs_info = to be completed
morning-withdrawn = taken back
morning-shown = On air
morning-shown-sum = { $n } asked:
morning-promises = What was promised
morning-no-promises = No promise is confirmed yet.
morning-more = { $n } more, see the public ledger.
morning-unconfirmed = { $n } more were caught and are not confirmed; their words are not on this sheet.
morning-mark = Said at
morning-lead = Department
morning-what = Matter
morning-due = Due
morning-state = Now
morning-unsaid = not said
morning-open = Not answered on air
morning-all-answered = All that was asked was answered on air.
morning-outcome = On air
morning-owner = In writing by
morning-nobody = nobody yet
morning-more-open = { $n } more.
morning-unowned = { $n } have no department and no date yet: today's work.
morning-owned = Every one has a department and a date.
morning-soon = Due within three working days
morning-no-soon = Nothing.
morning-on = By
morning-who = Who
morning-step = What
morning-office = the office
morning-step-assign = assign
morning-step-arbitrate = decide whose it is
morning-step-accept = accept
morning-step-plan = hand in the plan
morning-step-answer = answer in writing
morning-step-answer_complex = answer in writing
morning-step-progress = report progress
morning-step-verify = verify
morning-step-rule = rule on the objection
morning-late = overdue
morning-public-only = This sheet has only what is public, and nothing of any asker.

register-title = Register of orders
register-live = Live on { $day }
register-sum = { $n } { $n ->
    [one] order
   *[other] orders
 }, { $signed } signed for
register-number = No.
register-signed-by = Signed by
register-signed-on = Signed on
register-how = Those signed for online show name and day; the others are signed by hand.
register-none = There are no orders yet.
take-docx = Save for Word
take-xlsx = Save for Excel
take-csv = Save as CSV
table-said-on = Said on
table-due-now = Extended to
table-public-only = Only what is public.
