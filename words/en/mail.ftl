# Subjects and bodies of mails. The values are names that users wrote, and links.

# codes: mail-

mail-foot = Sent by Torikime ({ $site }). Replies are not read.

mail-sign-in = Dear { $person },

    to sign in, open this link in the browser in which you asked for it, and press “Continue”. It works for 15 minutes, once.

    { $link }

    If you did not ask for it, ignore this mail. Nobody else can sign in with the link.
    .subject = Sign in to Torikime
mail-sign-in-passkey = Dear { $person },

    a link to sign in was asked for, but you have a passkey, so that no link signs you in. Use your passkey on this page:

    { $link }

    If you did not ask for it, ignore this mail.
    .subject = Sign in to Torikime with your passkey
mail-verification = Dear { $person },

    to use this address in Torikime, open this link while you are signed in, and press “Continue”. It works for 15 minutes, once.

    { $link }

    If you know nothing of it, ignore this mail: the address is not used then.
    .subject = Verify your mail address
mail-invitation = { $person } of { $organisation } invites you to Torikime.

    Open this link to see to which organisation and role, before you join. It works for 7 days, once.

    { $link }

    Whoever holds the link can join, so do not pass it on. If you do not know who invited you, ask them before you open it.
    .subject = Invitation to Torikime
mail-recovery = Dear { $person },

    in an organisation you have a part in, a recovery was asked for: somebody lost every passkey. After three days their earlier passkeys are void.

    If you know nothing of it, stop it at once:

    { $site }/o/security
    .subject = A recovery was asked for; stop it if you know nothing of it
mail-address-added = Dear { $person },

    a mail address was added to yours: { $link }

    If you know nothing of it, remove it here, and tell an owner of your organisation.

    { $site }/o/mail
    .subject = A mail address was added
mail-address-removed = Dear { $person },

    a mail address was removed from yours: { $link }

    If you know nothing of it, tell an owner of your organisation.

    { $site }/o/mail
    .subject = A mail address was removed
mail-provider-linked = Dear { $person },

    your account at your organisation’s identity provider was linked: from now on it signs you in to that organisation.

    If you know nothing of it, unlink it here, and tell an owner of your organisation.

    { $site }/o/security
    .subject = Your account was linked for signing in
mail-reminder = Dear { $person },

    in { $organisation } something waits for you.

    Passkeys to be confirmed: { $passkeys }
    Recoveries in their waiting time: { $recoveries }
    Requests for approval: { $approvals }

    { $link }

    You can switch these reminders off here:

    { $site }/o/mail
    .subject = Something waits for you
mail-test = The operator of this server checks whether mail arrives. There is nothing to do.
    .subject = Test of sending
