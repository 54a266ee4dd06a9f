# Whose a question's order is, given back, decided.
whose-heading = Whose it is
whose-clock = The day for the written answer goes on meanwhile: by { $day }.
whose-company = Why a company owes it: { $why }
whose-reason = Why it was given back (not public): { $why }
whose-decide = Say whose it is
whose-due = By which day
whose-due-hint = Left empty after a return, the day that stands goes on; for a first order it is five working days.
todo-arbitrate = Given back, to be decided
do-arbitrate = Decide
todo-helping = Helping, acting, handing on
done-order = The order is given.
step-given_back = The department gave the order back; the office decides whose it is
kind-given_back = Order given back
subject-whose = Whose it is
