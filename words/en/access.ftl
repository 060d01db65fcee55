# Words of the pages of organisations: signing in, the organisation, people, the chooser of the demonstration, refusals.

# codes: name-

access-nav-organisation = Your organisation
access-nav-house = Pages of the organisation
access-section-overview = Overview
access-no-organisation = You belong to no organisation
access-nowhere-text = There is no organisation you may act for now. Your role has ended, or you have not been invited yet.
access-nowhere-invited = If you were given an invitation, open its link.
access-nowhere-switch = If you belong to another organisation, switch to it above.
access-switch-to = Act for
access-switch = Switch
access-sign-out = Sign out
access-as-of = You see the state at the end of { $day }.
access-as-of-rights = What was recorded by then and in effect then. What you may see is decided by your rights of today.
access-as-of-now = Back to now

access-not-done = This was not accepted
access-too-often = This was done too often in a short time.
    .remedy = Wait about { $minutes } minutes, then try again.
access-busy = The server is busy. Nothing was recorded.
    .remedy = Wait a moment, then try again.
access-full = The server's disk is full. Nothing was recorded.
    .remedy = Tell the operator the number { $number }.
access-failed = Something went wrong on the server. Nothing was recorded.
    .remedy = If it happens again, tell the operator the number { $number }.
access-refusal-other-session = This page is out of date
    .cause = After it was opened, you signed in anew or switched to another organisation. Nothing was recorded.
    .remedy = Go back, reload the page, and try again.
access-refusal-bad-day = The date cannot be read
    .cause = What was given as the day to look at is not a date.
    .remedy = Write it like 2026-04-01.
access-refusal-not-begun = Nothing was recorded yet on that day
    .cause = At the end of the day asked for, this organisation was not registered yet.
    .remedy = Choose a later day, or go back to now.

access-demo-short = This is a demonstration.
access-demo-long = Organisations and people are all fictional. It runs on this machine alone; what you enter is sent nowhere.
access-demo-choose = Be somebody else
access-demo-title = Who do you want to be?
access-demo-lead = Choose one of the people of two fictional organisations, and you are signed in as them. What you see and may do depends on their role.
access-demo-be = Be { $name }

access-sign-in = Sign in
access-address = Mail address
access-address-help = A link to sign in is sent to the address you registered.
access-send-link = Send a link
access-no-address = This is not a mail address.
    .remedy = Enter an address with an “@” in it.
access-link-asked = If this address is registered, a mail has been sent to it. Open its link within 15 minutes.
access-no-mail = This server sends no mail. If you have no passkey, ask an owner of your organisation for a link.

access-corporate-number = Corporate number (Japan)
access-lei = LEI
access-size = Size
access-side = Usual side
access-unsaid = Not registered
access-your-roles = Your roles
access-ended = The ledger of this organisation was closed on { $day }. Past records can still be read.
access-at-title = See a past day
access-at = As of
access-at-help = For example 2026-04-01. Empty means now.
access-at-do = Show
name-official = Official name
name-reading = Reading
name-latin = In Latin letters
name-short = Known as
