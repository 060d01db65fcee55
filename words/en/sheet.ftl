# The form on paper: words of what is printed and filled in by hand.

sheet-subtitle = Form: what is agreed between us
sheet-made-up = Made-up data. No real organisation is asked.
sheet-how-title = How to fill it in
sheet-how = Of each item, tick the one answer that comes closest to how you see it. Where an item does not apply, note the reason. “We cannot tell” is an answer too. The form asks for no right answers: it compares how { $organisation } and you see things.
sheet-return-to = Please return it to { $person } at { $organisation }.
sheet-return = Please return it to { $organisation }.
sheet-kept = { $organisation } records your answers as what it heard from you. They are no signature and no promise. Once you state your views yourselves, yours count.
sheet-items = Items
sheet-item = Item
sheet-ours = How we see it
sheet-answer = How you see it (tick one)
sheet-note = Notes, reasons
sheet-by = Filled in by
sheet-by-organisation = Organisation
sheet-by-person = Department and name
sheet-by-day = Date
sheet-save = Save a form on paper (PDF)
sheet-save-help = For a partner who cannot answer by link: print the form, and copy the answers that come back into “Record what the other side said”.
