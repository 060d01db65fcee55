# Words of operating a server: proofs, checks, backups

cli-journal = Journal: { $size } entries, epoch { $epoch }
    Root: { $root }
    Public key (verifier): { $verifier }
cli-ledger-id = Ledger
cli-ledger-length = Entries
cli-ledger-head = Hash of the last entry
cli-verified = { $file }: whole. { $ledger }, { $entries } entries; the server's journal of { $size } entries, root { $root }
cli-agreed = {"  "}agreed: { $item }, entry { $seq } ({ $hash }), accepted by entries { $accepted } ({ $how })
cli-not-verified = { $file }: not sound. { $ledger }, { $entries } entries; the server's journal of { $size } entries, root { $root }
cli-export-sealed = Written without the texts: notes and names stay behind. The organisation itself exports them from its own page or with its token. This export is recorded in the server's ledger.
cli-unknown-ledger = There is no ledger “{ $name }”.
    .remedy = List them with torikime ledger head --data DIR
cli-unknown-entry = The ledger has no entry { $name }.
    .remedy = Entries are numbered from 0; the last one is { $known }.
cli-not-a-verifier = “{ $name }” is no public key.
    .remedy = Give the whole line that the server shows: NAME+XXXXXXXX+….
cli-other-server = The keys given belong to different servers ({ $name }).
    .remedy = Give several keys only for one server whose key changed.
cli-not-a-receipt = { $name } is no receipt.
    .remedy = Give the file as it was received: its first line is c2sp.org/tlog-proof@v1.
cli-not-a-checkpoint = { $name } is no checkpoint.
    .remedy = Give the signed note as it was received: name, size, root, epoch, an empty line, a signature.
cli-not-an-export = { $name } is no export of a ledger.
    .remedy = Give the JSON file that the page or the command wrote.

cli-doctor-checked = Computed anew: { $entries } entries, { $ledgers } ledgers, { $texts } texts, { $files } files
cli-doctor-unnamed = Files among them that no ledger names: { $files }. Nobody is given them: an upload broke off or is under way, or a file could not be taken away when it was erased.
cli-doctor-disk = Database: { $database }; free on the disk: { $free }
cli-doctor-postgres = The entries are in PostgreSQL; free on the disk of the data folder: { $free }
cli-doctor-served = A server has this folder open.
cli-doctor-not-served = No server has this folder open.
cli-doctor-no-mail = No mail is sent: the server was started without a mail server.
cli-doctor-mail = Mail goes through { $server }. Last sent: { $sent }; last that did not go: { $failed }; waiting: { $waiting }; given up: { $given_up }
cli-doctor-mail-sent = The mail server has taken the test mail to { $address }.
cli-doctor-rebuilt = Lists computed anew from the entries. Ledgers for which something else stood there: { $ledgers }
cli-doctor-rebuild-served = A server has this folder open: the lists were not computed anew.
    .remedy = Stop the server first; over PostgreSQL, every replica.
cli-doctor-rebuild-damaged = Something is wrong with the entries themselves: the lists were not computed anew.
    .remedy = torikime doctor without --rebuild names all of it.
cli-doctor-result = { $n ->
        [0] Nothing is wrong.
        [one] 1 thing is wrong.
       *[other] { $n } things are wrong.
    }
cli-doctor-not-recorded = This check was not recorded: nothing is written into data that is not sound.
cli-doctor-restore = Stop the server, keep the folder as it is, and restore the last sound backup into another folder. What is in neither can be shown by receipts.

cli-backed-up = Backup of { $size } journal entries, epoch { $epoch }, root { $root }. Computed anew from the copy: { $entries } entries, { $ledgers } ledgers, { $texts } texts; nothing is wrong. Own studies: { $studies }.
    .remedy = It holds neither the signing key nor sessions, links and tokens. Keep the key file apart: without it nothing can be restored.
cli-restored = Restored into { $folder }: { $size } journal entries of the backup, epoch { $epoch } from here on; own studies: { $studies }.
    .remedy = What was acknowledged after the backup is not here; receipts show it. Everybody signs in anew; open invitations and tokens are to be issued again.
cli-key-rotated = The server signs with another key from here on; its ledger says so.
    Before: { $old }
    Now:    { $new }
cli-key-kept = The old key is kept as { $kept }: backups made until now can only be restored with it. Move it to where those backups are.
cli-key-next = Keep a copy of { $file } apart from the data now, give it to every replica, and publish the new public key where the old one was.
cli-erased-again = Erased again: { $people } people, { $texts } texts.
cli-erasures = Erased so far: { $people } people, { $texts } texts. The list holds their numbers, no names; keep it where backups are.
cli-no-erasures = { $name } is no list of erasures.
    .remedy = Give the file that torikime erasures wrote.

# codes: doctor- cli-store-
doctor-blob-changed = The file { $hash } does not hold what it was put with.
doctor-blob-missing = The file { $hash } is missing, and a ledger names it.
doctor-missing = Journal place { $place }: an entry is missing before it ({ $ledger }).
doctor-changed = Journal place { $place }: the entry is not the one recorded ({ $ledger }).
doctor-misplaced = Journal place { $place }: the entry stands under another ledger, number or moment than its own ({ $ledger }).
doctor-out-of-chain = Journal place { $place }: the entry does not follow the one before it ({ $ledger }).
doctor-out-of-time = Journal place { $place }: the entry was recorded before the one before it ({ $ledger }).
doctor-tile = A stored hash of the journal is wrong, missing or one too many (place { $place }).
doctor-edge = The end of the journal is not what its entries give.
doctor-note = The last checkpoint is not of this journal, or not signed with this server's key.
doctor-head = The end of a ledger is not its last entry ({ $ledger }).
    .remedy = Stop the server and compute the lists anew: torikime doctor --data DIR --rebuild. Entries stay as they are.
doctor-digest = The row that lists show of a ledger is not what its entries give ({ $ledger }).
    .remedy = Stop the server and compute the lists anew: torikime doctor --data DIR --rebuild. Entries stay as they are.
doctor-access = Who has a part in a ledger is not what its entries say ({ $ledger }).
    .remedy = Stop the server and compute the lists anew: torikime doctor --data DIR --rebuild. Entries stay as they are.
doctor-member = Who belongs to an organisation is not what its entries say ({ $ledger }).
    .remedy = Stop the server and compute the lists anew: torikime doctor --data DIR --rebuild. Entries stay as they are.
doctor-text = A text is not the one that was sealed ({ $ledger }, entry { $place }).
doctor-unreadable = The database cannot be read, or finds fault with its own file: { $cause }
doctor-clock-behind = The clock ({ $now }) is behind the last entry ({ $last }). Nothing can be recorded.
    .remedy = Set the clock right (NTP), and find out why it went wrong.
doctor-open-to-others = Others may read { $path } (mode { $mode }).
    .remedy = chmod 700 for the folder, 600 for its files.
doctor-mail-not-sent = The test mail to { $address } did not go ({ $code }).
    .remedy = The code names the step and the mail server's answer. “no mail server”: start the server with --smtp-url and --mail-from. “timeout”: the server does not run. “tls”, “starttls”, “connect”, “login”, “sender”: check address, certificate, password and sender. “recipient”, “address”: check the address.
doctor-mail-stuck = { $waiting } mails wait; the last one tried did not go ({ $failed }: { $code }).
    .remedy = Send a test mail: torikime doctor --data DIR --mail-to ADDRESS
doctor-disk-low = The disk is nearly full ({ $free } free).
    .remedy = Make room: when it is full, nothing more is recorded.

cli-store-busy = The data folder is in use by others for too long ({ $cause }).
    .remedy = Try again shortly.
cli-store-stopped = Writing has stopped ({ $cause }).
    .remedy = Run torikime doctor, then start the server anew.
cli-store-disk-full = The disk is full ({ $cause }). Nothing was changed.
    .remedy = Make room and try again.
cli-store-conflict = The database refused a row ({ $cause }). Nothing was changed.
    .remedy = Run torikime doctor.
cli-store-disk = The data folder cannot be read or written ({ $cause }).
    .remedy = Check the path, and that you are the user who runs the server.
cli-store-unreachable = The database cannot be reached ({ $cause }).
    .remedy = Check that it runs.
cli-store-bucket-unreachable = The storage of files does not answer, or fails ({ $cause }).
    .remedy = Check s3_endpoint, the network and the storage itself; for a certificate of one's own, s3_roots.
cli-store-bucket-refused = The storage of files refuses the key ({ $cause }).
    .remedy = Check s3_access_key, s3_secret_key and s3_region, the machine's clock, and that the key may list, read and write in the bucket.
cli-store-bucket-missing = The storage of files has no bucket of that name ({ $cause }).
    .remedy = Check s3_bucket, or make the bucket first: none is made here.
cli-store-damaged = What is stored contradicts itself ({ $cause }).
    .remedy = Run torikime doctor; it names everything that is wrong.
cli-store-newer-schema = The data was written by a newer version ({ $cause }).
    .remedy = Use the newer program. Data is never taken back to an older version.
cli-store-older-schema = The data waits for a newer version's first start ({ $cause }).
    .remedy = Make a backup with the program that wrote it, then start this version's server once: it raises the data.
cli-store-other-schema = The database was changed by hand or by another program ({ $cause }).
    .remedy = Restore a backup.
cli-store-exists = Something of that name exists already ({ $cause }). Nothing was replaced.
    .remedy = Name another one.
cli-store-locked = A server has the data folder open ({ $cause }).
    .remedy = Stop it first.
cli-store-other-origin = The data belongs to another server ({ $cause }).
    .remedy = Check that folder and key belong together.
cli-store-other-key = This is not the key the data was signed with ({ $cause }).
    .remedy = Put the right key file into the folder, with the name key.
cli-store-set-back = The data is older than what this server acknowledged, or is not its continuation ({ $cause }).
    .remedy = Start from the newest copy of the data, or from a backup with torikime restore, which puts the step back on record.
cli-store-clock-jumped = The clock went forward by more than a day ({ $cause }). Nothing was recorded.
    .remedy = Set the clock right. If it is right now, start the server again.
cli-store-unsafe = The database cannot promise that what is acknowledged is on disk ({ $cause }).
    .remedy = Keep the folder on a local disk with an ordinary file system.
cli-store-other-text = Texts and entry do not belong together ({ $cause }).
    .remedy = This is a fault of the program. Please report it.
cli-store-broken = The work broke off in the middle ({ $cause }). Nothing was changed.
    .remedy = Try again; if it happens again, please report it.
cli-store-statement = The database refused a statement ({ $cause }).
    .remedy = Run torikime doctor. If nothing is wrong, please report it.

# codes: cli-torikime, cli-arg-
cli-torikime-ledger = Ledgers: check them offline, fetch proofs
    .examples =
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ…
        {"  "}torikime ledger head --data /var/lib/torikime
cli-torikime-ledger-verify = Check exports with the server's public key against the receipts and checkpoints you kept, without server and network
    .examples =
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ…
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ… --receipt april.txt --checkpoint may.txt
cli-torikime-ledger-head = Print where every ledger ends, the journal's root, and the public key; nothing of what stands in the ledgers
    .examples =
        {"  "}torikime ledger head --data /var/lib/torikime
        {"  "}torikime ledger head --data /var/lib/torikime --json
cli-torikime-ledger-receipt = Print the receipt of an entry: its hash and place, proved against the signed checkpoint
    .examples =
        {"  "}torikime ledger receipt --data /var/lib/torikime house-01h… 12 --out receipt.txt
cli-torikime-ledger-export = Write a ledger's entries with their proof, without notes and names, and record that it was done
    .examples =
        {"  "}torikime ledger export --data /var/lib/torikime house-01h… --out export.json
        {"  "}torikime ledger export --data /var/lib/torikime house-01h… --since 1200 --out export.json
cli-torikime-doctor = Check a data folder from nothing: chains, journal, signatures, lists, texts, file modes, disk, clock; also while the server runs
    .examples =
        {"  "}torikime doctor --data /var/lib/torikime
        {"  "}torikime doctor --data /var/lib/torikime --json
        {"  "}torikime doctor --data /var/lib/torikime --mail-to you@example.jp
cli-arg-rebuild = Compute anew, from the entries, what lists read; with the server stopped
cli-arg-mail-to = Send a test mail to this address through the running server, and say what became of it
cli-arg-server-data = Folder of the server's data
cli-arg-ledger = Id of the ledger
cli-arg-seq = Number of the entry, from 0
cli-arg-since = Also prove that the journal of so many entries, of a checkpoint kept, is the beginning of this one (may be repeated)
cli-arg-export = Exports (JSON)
cli-arg-key = The server's public key, NAME+XXXXXXXX+… (repeat it with the earlier ones where the key changed)
cli-arg-receipt = A receipt that was kept (may be repeated)
cli-arg-checkpoint = A checkpoint that was kept (may be repeated)
cli-torikime-backup = Back up a data folder into one file, also while the server runs; the copy is checked before it bears its name
    .examples =
        {"  "}torikime backup --data /var/lib/torikime --out /backup/2026-11-22.torikime
cli-torikime-restore = Make a new data folder of a backup: everything is checked first, and the server says that it was restored
    .examples =
        {"  "}torikime restore /backup/2026-11-22.torikime --data /var/lib/torikime-new --key-file /safe/key --erasures /backup/erasures
cli-arg-backup = The backup
cli-arg-key-file = File with the server's signing key, kept apart from the backup
cli-torikime-key = The key the server signs with
    .examples =
        {"  "}torikime key rotate --data /var/lib/torikime
cli-torikime-key-rotate = Sign with another key from here on; the server must be stopped. Earlier receipts and exports still hold
    .examples =
        {"  "}torikime key rotate --data /var/lib/torikime
        {"  "}torikime key rotate --data /var/lib/torikime --lost torikime.example.jp
cli-arg-lost = The old key is lost: the change is recorded without its endorsement. NAME is the server's name, the host of its address
cli-torikime-erasures = Write the list of who and what was erased, by numbers alone: a backup of before still holds it
    .examples =
        {"  "}torikime erasures --data /var/lib/torikime --out /backup/erasures
cli-arg-erasures = List of what was erased since the backup: it is erased again
