# The agreement: words of the document that is printed.

agreement-subtitle = Agreement (terms)
agreement-made-up = Made-up data: not an agreement of real organisations.
agreement-texts = What is agreed
agreement-proof = How to check this document
agreement-how = The numbers and hashes (SHA-256) below name entries of the ledger both sides share. With that ledger as a file (JSON) and the server's public key they can be checked without the server: save the text of the QR code as receipt.txt and run “torikime ledger verify FILE.json --key KEY --receipt receipt.txt”. It tells whether the signatures hold and lists the texts agreed.
agreement-line = Entry { $seq }
agreement-key = The server's name and public key
agreement-receipt = Receipt of the last acceptance (the text of the code)
agreement-section = Agreement
agreement-none = Nothing is agreed yet.
agreement-day = As of
agreement-save = Save as PDF
agreement-save-both = Save as PDF in Japanese and English
agreement-language = English
