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
