# Around every page.

skip = Skip to content
tools = Display and language
size-large = Larger
size-normal = Normal size
held-by = Held by { $organiser }.
made-by = Produced by { $producer }.
all-inquiries = All inquiries
ledger = What was promised
find-mine = Find my question
emergency-line = Fire, danger, someone hurt: call 119, 110 or 120 first.

home-heading = Public inquiries
home-lead = No account is needed to ask. Somebody reads every question and every one gets a result; what is promised on air is followed in public.
home-ledger = See what became of what was promised
home-live-at = live { $when }
home-closes-at = open until { $when }
home-summoned = { $who }
home-empty = No inquiries yet.
inquiries-count =
    { $n ->
        [one] 1 inquiry
       *[other] { $n } inquiries
    }

# What stands in the browser's title.
title-home = Wenzheng
title-receipt = Received
title-find = Find my question
title-asker = My question
title-ask = Ask a question
title-desk = Moderation desk

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
