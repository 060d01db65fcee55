# Words of the page on mail to oneself.

mailbox-title = Mail to you
mailbox-lead = Links to sign in, notices and reminders go to these addresses. They are seen by you alone, and by who runs the server.
mailbox-none-sent = This server sends no mail. Links are shown to be copied and handed over.
mailbox-not-whole = You came in by a recovery that one organisation vouches for. Addresses count everywhere, so they cannot be changed in this session. Sign in with a passkey that is yours everywhere.
mailbox-addresses = Addresses
mailbox-no-address = There is no address yet.
mailbox-verified = verified
mailbox-unverified = not verified
mailbox-verify = Send a link to verify it
mailbox-verify-of = Send a link to verify { $address }
mailbox-remove = Remove
mailbox-remove-of = Remove { $address }
mailbox-sent = A link was sent to { $address }. Open it within 15 minutes, while you are signed in.
mailbox-another = Another address
mailbox-another-help = It counts once you have opened the link sent there. Addresses verified before are told.
mailbox-add = Add
mailbox-choice = What is sent
mailbox-language = Language of mails
mailbox-reminders = Remind me of what waits for me
mailbox-reminders-help = One mail a day and organisation at most, only when something new waits, and again after a week. It says how much, not what. Notices about your ways to sign in are always sent.
mailbox-choose = Save
