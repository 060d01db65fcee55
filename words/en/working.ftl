# Words of the commands of works, of what may be done, and of evidence.

# codes: cli-torikime, cli-arg-, client-
working-gate = Gate
working-passed = Passed by
working-coming = confirmed by both, from a later day
working-new = Number of the new work: { $number }
working-version = {"  "}line { $seq }: { $side }, from { $day } ({ $state })
showing-erased = (erased)
showing-due = { $item }: to be shown every { $months } months, next by { $day }
client-large-file = The file is larger than 20 MiB and was not sent.
    .remedy = Split it into smaller files, or lower the resolution of its pictures.
cli-torikime-work = How the works of an engagement are done, as each side says, and the gates, by token
    .examples =
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-work-list = Show what both sides hold of each work, what waits for confirmation, and what is open before each gate, now or on a day
    .examples =
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-work-set = Say for your side how a work is done, all of it; it holds once the other side confirms it, and cannot be erased
    .examples =
        {"  "}torikime work set 0123456789abcdefghjkmnpqrs --name "Watch at night" --telework conditions --words "Where nobody sees the screen" --place home --device vendor
        {"  "}torikime work set 0123456789abcdefghjkmnpqrs --change 0123456789abcdefghjkmnpqrt --name "Watch at night" --telework no --place vendor-office
cli-torikime-work-confirm = Confirm what the other side says of a work: this line and no other
    .examples =
        {"  "}torikime work confirm 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt 12
cli-torikime-work-end = Record that a work is done no more
    .examples =
        {"  "}torikime work end 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --on 2026-09-30
cli-torikime-work-pass = Record that your side passes a gate; with points open it is refused
    .examples =
        {"  "}torikime work pass 0123456789abcdefghjkmnpqrs rfp
cli-torikime-conditions = Show what people may do: on one engagement, or on all that run, with conflicts between clients; now or on a day
    .examples =
        {"  "}torikime conditions --csv
        {"  "}torikime conditions 0123456789abcdefghjkmnpqrs --at 2026-04-01
cli-torikime-evidence = Evidence asked for and shown on an engagement, by token
    .examples =
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-evidence-list = List what was asked for and shown, and what is due, now or on a day
    .examples =
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-evidence-attach = Show a fact, a file, or both; the other side sees it at once
    .examples =
        {"  "}torikime evidence attach 0123456789abcdefghjkmnpqrs require.byod --file register.pdf --from 2026-04-01 --until 2026-09-30
        {"  "}torikime evidence attach 0123456789abcdefghjkmnpqrs require.byod --fact "All 40 devices are registered." --answering 12
cli-torikime-evidence-ask = Ask the other side to show something of an item by a day
    .examples =
        {"  "}torikime evidence ask 0123456789abcdefghjkmnpqrs require.byod --due 2026-09-30 --what "A copy of the register"
cli-torikime-evidence-unask = Take a request back
    .examples =
        {"  "}torikime evidence unask 0123456789abcdefghjkmnpqrs 12
cli-torikime-evidence-accept = Accept what the other side showed
    .examples =
        {"  "}torikime evidence accept 0123456789abcdefghjkmnpqrs 14
cli-torikime-evidence-return = Return what the other side showed, with a reason
    .examples =
        {"  "}torikime evidence return 0123456789abcdefghjkmnpqrs 14 --note "The second page is missing."
cli-torikime-evidence-withdraw = Withdraw what your side showed; with --erase its words and its file are erased, too
    .examples =
        {"  "}torikime evidence withdraw 0123456789abcdefghjkmnpqrs 14
        {"  "}torikime evidence withdraw 0123456789abcdefghjkmnpqrs 14 --erase
cli-torikime-evidence-take = Save the file of a piece of evidence; it is not scanned for viruses
    .examples =
        {"  "}torikime evidence take 0123456789abcdefghjkmnpqrs 14 --out register.pdf
cli-arg-work-number = Number of the work, as work list shows it
cli-arg-said-line = Line of what the other side says, as work list shows it
cli-arg-gate = The gate
cli-arg-work-name = What the work is called; write no names of people
cli-arg-telework = Whether it may be done by telework
cli-arg-place = Where it may be done; may be given several times. What is not named is not allowed
cli-arg-work-words = Under which conditions, in words
cli-arg-device = With whose devices; may be given several times
cli-arg-tools = With which tools
cli-arg-method = How devices work from outside; may be given several times
cli-arg-due = By this day
cli-arg-what = What would show it
cli-arg-asked-line = Line of the request, as evidence list shows it
cli-arg-piece = Line of the piece of evidence, as evidence list shows it
cli-arg-erase = Erase its words and its file, too
cli-arg-shown-file = The file, up to 20 MiB
cli-arg-fact = The fact in words; beside a file, what the file shows
cli-arg-covers-from = First day it speaks of; today if it is not said
cli-arg-covers-until = Last day it speaks of
cli-arg-expires = Last day on which it still counts
