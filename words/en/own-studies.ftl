# An organisation's own studies: whose they are, and when something cannot be taken in.

studies-not-permitted = With your present role you cannot open or change studies of this organisation.
    .remedy = Owners, officers and editors can. Ask an owner of the organisation for such a role.
studies-not-kept-here = Own studies cannot be opened on this server.
    .remedy = Start "torikime demo" on your own machine and open them there.
studies-refusal-busy = Not just now
    .cause = Other files are being taken in. Nothing was kept.
    .remedy = Wait a moment, then send it again.
studies-refusal-no-room = No more can be opened
    .cause = An organisation can have 50 studies. Nothing was kept.
    .remedy = Remove one that is no longer needed, then open this one again.
studies-kept-for = What you open is kept on this server as a study of { $organisation }. Its owners, officers, editors, readers and auditors see it; its owners, officers and editors can change it.
studies-home-text = From a questionnaire and a table of answers (CSV, Excel) to tables, tests and a printed report. Only your organisation sees what you open.
