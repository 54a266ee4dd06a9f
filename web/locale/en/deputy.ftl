# A deputy's card

deputy-card = Deputy's card
deputy-cards = Deputies' cards
deputy-lead = What you ask in the live show. When it has been answered, one press says what you think of it; it counts as the deputy's word and is never mixed with what citizens say.
deputy-waits = Not asked yet
deputy-none = You have no question in this show yet.
deputy-no-cards = No deputy asks in this running order.
deputy-name = Deputy
deputy-signed = Signed
spot-legend = On the spot
spot-kept = Kept.
field-verdict-unknown = Choose one: satisfied, partly, not satisfied
