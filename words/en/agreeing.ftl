# Words of the commands of what is agreed and of what is passed on.

# codes: cli-torikime, cli-arg-
term-line = Line
term-none = Nothing was put forward of this item.
chain-number = Number
cli-torikime-term = What the sides of an engagement propose and agree, by token; accepting takes a passkey and is done on the page
    .examples =
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-term-list = List the items of which anything was put forward, now or on a day
    .examples =
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-term-show = Show every proposal of one item and what became of it
    .examples =
        {"  "}torikime term show 0123456789abcdefghjkmnpqrs require.byod
cli-torikime-term-propose = Put a text forward: anew, or in answer to the one that waits (--answering)
    .examples =
        {"  "}torikime term propose 0123456789abcdefghjkmnpqrs require.byod --wording "Only registered devices." --why "Devices were lost twice." --flow-down
        {"  "}torikime term propose 0123456789abcdefghjkmnpqrs require.byod --wording "Registered devices, own ones too." --answering 12
cli-torikime-term-drop = Take a proposal off the table: withdraw your own, decline the other side's
    .examples =
        {"  "}torikime term drop 0123456789abcdefghjkmnpqrs require.byod 12 --note "We will propose anew in April."
cli-torikime-term-cost = Say what came of the talk about an item's cost
    .examples =
        {"  "}torikime term cost 0123456789abcdefghjkmnpqrs require.byod settled --payer client --talked-on 2026-04-01
cli-torikime-chain = Work passed on to others, by token
    .examples =
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-chain-show = Show the client's rule, what was asked and decided, and the chain below as far as it is disclosed
    .examples =
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-chain-rule = Say for the client whether and how work may be passed on
    .examples =
        {"  "}torikime chain rule 0123456789abcdefghjkmnpqrs prior-consent
cli-torikime-chain-ask = Ask the client to let work be passed on, or report that it is; it cannot be erased
    .examples =
        {"  "}torikime chain ask 0123456789abcdefghjkmnpqrs --subcontractor "Nanboku Services" --purpose "Watch at night" --from 2026-04-01
cli-torikime-chain-decide = Consent, refuse, or take the consent back
    .examples =
        {"  "}torikime chain decide 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt yes --note "Within Japan only"
cli-torikime-chain-end = Record that work is passed on there no more
    .examples =
        {"  "}torikime chain end 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --on 2026-09-30
cli-torikime-chain-connect = Record which engagement of yours passes on this one's work, and how much of it the client is shown
    .examples =
        {"  "}torikime chain connect 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --shown named
cli-torikime-chain-disconnect = Take that record back
    .examples =
        {"  "}torikime chain disconnect 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-arg-proposal = Line of the proposal, as term list shows it
cli-arg-wording = The text that is to hold; it cannot be erased later
cli-arg-answering = Line of the proposal that it answers
cli-arg-heading = What it is about, for an item of your own (id own.new for a new one)
cli-arg-why = Why it is asked
cli-arg-alternatives = What would serve as well
cli-arg-proof = What shows that it is kept
cli-arg-every = How often that is shown, in months
cli-arg-flow-down = It must be agreed with subcontractors too
cli-arg-until = To this day
cli-arg-goes-on = It goes on after that day unless somebody says otherwise
cli-arg-contract = Name or number of the signed contract in which it already stands
cli-arg-signed-on = When that contract was signed
cli-arg-outcome = What came of it
cli-arg-payer = Who pays, where that is settled
cli-arg-talked-on = When it was talked about
cli-arg-passing = The rule
cli-arg-purpose = Which work, and why
cli-arg-subcontractor = To whom; without it the client is told no name
cli-arg-subcontract = Number of the request, as chain show shows it
cli-arg-consents = Whether the client consents
cli-arg-below = Number of an engagement with your organisation as client
cli-arg-as-subcontract = Number of the request as which the client was asked
cli-arg-shown = How much of it the client is shown
