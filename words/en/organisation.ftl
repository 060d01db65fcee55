# Words of the pages of settings, tokens, recovery sheet, recovery, leaving and merging, and erasing.

organisation-settings = Settings
organisation-done = Recorded.
organisation-names = Names
organisation-names-change = Change the names
organisation-number-change = Change the corporate number or LEI
organisation-profile = Size and usual side
organisation-profile-change = Change size and usual side
organisation-from-help = The names hold from this day; it may lie ahead. For example 2026-04-01.
organisation-no-day = The date cannot be read.
    .remedy = Write it like 2026-04-01.
organisation-corrects = Entry { $seq } was wrong: record this as its correction (the earlier one stays, marked as corrected)
organisation-record = Record
organisation-unchanged = This is what is registered already, so nothing was recorded.
    .remedy = Enter what is to change.
organisation-history = Registered and changed so far
organisation-history-text = A correction does not erase what it corrects.
organisation-what = What
organisation-leave-link = Leave, or merge into another organisation

organisation-awaits = What awaits you
organisation-awaits-recovery = Recoveries that wait: { $count }. Check whether you know of them.
organisation-awaits-passkey = You have no passkey yet. Register one before this sign-in ends.
organisation-awaits-sheet = You have no recovery sheet. Issue one and lock it away.
organisation-awaits-vouching = Passkeys that wait for somebody to vouch for them: { $count }
organisation-awaits-invitations = Invitations not used yet: { $count }
organisation-awaits-standing = Nothing is stated yet of where you stand. Begin with what you know.
organisation-who = The organisation
organisation-others = Other organisations of yours
organisation-switch-to = Switch to { $name }
