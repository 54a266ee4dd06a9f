# Promises: what was said, how it stands, and what can be done with it.

error-order_text_required = The order text is missing. It is all that the department reads; name no place finer than the estate.
error-not_yours = This promise is another department’s.
error-same_department = A body that has a part in this promise may not verify or judge it.
error-evidence_required = To report it done, attach at least one photo.
error-not_later = The new date must be after today and after the date that holds now.
error-returned_too_often = It was returned twice already; the supervisor’s word stands.
error-paused_too_often = It was paused twice already and cannot be paused again.
error-too_early = It cannot be judged so yet.
error-notice_running = The public notice still runs; it cannot be closed yet.
error-objection_open = An objection has not been answered; it cannot be closed.
error-not_followed = An answer or a refusal is recorded and not followed.
error-picture_too_large = The photo is over 15 MB and was not taken. Please make it smaller.
error-picture_too_many_pixels = The photo has over 50 million pixels and was not taken. Please make it smaller.
error-picture_unreadable = This file is not a photo that can be read. Please send JPEG, PNG or WebP.
error-required = Something is still missing. Please fill it in and submit again.
