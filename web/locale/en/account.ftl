# Signing in.

sign-in = Staff sign-in
sign-in-go = Sign in
sign-out = Sign out
signed-in-as = You are signed in as { $name }.
invitation-what = This link works once. It is used up only when you press the button.
sign-in-failed = The link was used before or has expired, or the token does not match. Ask your administrator for a new one.
sign-in-token = Sign-in token
sign-in-token-hint = The text that an administrator made with wenzheng token.
