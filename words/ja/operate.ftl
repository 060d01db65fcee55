# サーバーを運用する言葉：証明、点検、バックアップ

cli-journal = 記録簿：{ $size }件、世代 { $epoch }
    根のハッシュ：{ $root }
    公開鍵（検証用）：{ $verifier }
cli-ledger-id = 台帳
cli-ledger-length = 記録
cli-ledger-head = 最後の記録のハッシュ
cli-verified = { $file }：問題ありません。{ $ledger }、記録{ $entries }件。サーバーの記録簿{ $size }件、根 { $root }
cli-agreed = 　合意：{ $item }、記録{ $seq }（{ $hash }）、受諾は記録{ $accepted }（{ $how }）
cli-not-verified = { $file }：問題があります。{ $ledger }、記録{ $entries }件。サーバーの記録簿{ $size }件、根 { $root }
cli-export-sealed = 文章を除いて書き出しました（補足の文章と名前は含みません）。文章を含む書き出しは、その組織が自分のページかトークンで行います。この書き出しはサーバーの台帳に記録されています。
cli-unknown-ledger = 「{ $name }」という台帳はありません。
    .remedy = torikime ledger head --data DIR で一覧できます。
cli-unknown-entry = この台帳に{ $name }番目の記録はありません。
    .remedy = 番号は0から始まり、最後は{ $known }です。
cli-not-a-verifier = 「{ $name }」は公開鍵ではありません。
    .remedy = サーバーが示す1行（名前+XXXXXXXX+…）をそのまま指定してください。
cli-other-server = 指定された鍵が別々のサーバーのものです（{ $name }）。
    .remedy = 鍵を複数指定できるのは、同じサーバーの鍵が替わった場合だけです。
cli-not-a-receipt = { $name }は受領証ではありません。
    .remedy = 受け取ったままのファイルを指定してください（1行目は c2sp.org/tlog-proof@v1）。
cli-not-a-checkpoint = { $name }は控えではありません。
    .remedy = 受け取ったままの署名付きの控え（名前・件数・根・世代・空行・署名）を指定してください。
cli-not-an-export = { $name }は台帳の書き出しではありません。
    .remedy = ページまたはコマンドが書き出したJSONファイルを指定してください。

cli-doctor-checked = 計算し直したもの：記録{ $entries }件、台帳{ $ledgers }冊、文章{ $texts }件、ファイル{ $files }件
cli-doctor-unnamed = うち、どの台帳からも参照されていないファイル：{ $files }件。どこからも開けません。送信の途中で止まったもの、いま送信中のもの、消去のときに取り除けなかったもののいずれかです。
cli-doctor-disk = データベース：{ $database }、ディスクの空き：{ $free }
cli-doctor-postgres = 記録は PostgreSQL にあります。データのフォルダーのディスクの空き：{ $free }
cli-doctor-served = サーバーがこのフォルダーを使っています。
cli-doctor-not-served = このフォルダーを使っているサーバーはありません。
cli-doctor-no-mail = メールは送りません。メールサーバーを指定せずにサーバーが起動されています。
cli-doctor-mail = メールは{ $server }から送ります。最後に送れた時刻：{ $sent }、最後に送れなかった時刻：{ $failed }、待っている数：{ $waiting }、あきらめた数：{ $given_up }
cli-doctor-mail-sent = { $address }あての試験のメールを、メールサーバーが受け取りました。
cli-doctor-rebuilt = 一覧を記録から作り直しました。違っていた台帳：{ $ledgers }冊
cli-doctor-rebuild-served = サーバーがこのフォルダーを使っています。一覧は作り直していません。
    .remedy = サーバーを止めてからやり直してください。PostgreSQL では、複製サーバーをすべて止めてください。
cli-doctor-rebuild-damaged = 記録そのものに問題があるため、一覧を作り直していません。
    .remedy = --rebuild を付けずに torikime doctor を実行すると、問題をすべて示します。
cli-doctor-result = { $n ->
        [0] 問題はありません。
       *[other] 問題が{ $n }件あります。
    }
cli-doctor-not-recorded = この点検は記録していません。壊れているおそれのあるデータには何も書き込みません。
cli-doctor-restore = サーバーを止め、フォルダーはそのまま残し、直近の正常なバックアップを別のフォルダーに復元してください。どちらにもない記録は、受領証で示せます。

cli-backed-up = バックアップしました。記録簿{ $size }件、世代 { $epoch }、根 { $root }。写しから計算し直したもの：記録{ $entries }件、台帳{ $ledgers }冊、文章{ $texts }件。問題はありません。組織の調査：{ $studies }件。
    .remedy = 署名の鍵、ログイン中の状態、リンク、トークンは含みません。鍵のファイルは別に保管してください。鍵がないと復元できません。
cli-restored = { $folder }に復元しました。バックアップの記録簿{ $size }件、これ以後の世代は { $epoch } です。組織の調査：{ $studies }件。
    .remedy = バックアップより後に受け付けた記録はここにありません（受領証で示せます）。利用者は全員ログインし直し、招待とトークンは発行し直してください。
cli-key-rotated = これからは別の鍵で署名します。サーバーの台帳に記録しました。
    前の鍵：{ $old }
    今の鍵：{ $new }
cli-key-kept = 前の鍵は { $kept } に残しました。これまでのバックアップは、この鍵でしか復元できません。バックアップと対で保管してください。
cli-key-next = { $file } の写しをデータとは別の場所に保管し、すべての複製サーバーに置き、公開している鍵を新しいものに差し替えてください。
cli-erased-again = 消去し直したもの：{ $people }人、文章{ $texts }件。
cli-erasures = これまでに消去したもの：{ $people }人、文章{ $texts }件。一覧にあるのは番号だけで、名前はありません。バックアップと同じところに保管してください。
cli-no-erasures = { $name } は消去の一覧ではありません。
    .remedy = torikime erasures が書き出したファイルを指定してください。

# codes: doctor- cli-store-
doctor-blob-changed = ファイル { $hash } の内容が、保管したときと違います。
doctor-blob-missing = ファイル { $hash } がありません（台帳から参照されています）。
doctor-missing = 記録簿の{ $place }番目：その前の記録がありません（{ $ledger }）。
doctor-changed = 記録簿の{ $place }番目：記録されたものと違います（{ $ledger }）。
doctor-misplaced = 記録簿の{ $place }番目：台帳・番号・時刻が記録と違います（{ $ledger }）。
doctor-out-of-chain = 記録簿の{ $place }番目：一つ前の記録とつながっていません（{ $ledger }）。
doctor-out-of-time = 記録簿の{ $place }番目：一つ前の記録より前の時刻になっています（{ $ledger }）。
doctor-tile = 記録簿のハッシュに、違うもの・足りないもの・余分なものがあります（{ $place }番目）。
doctor-edge = 記録簿の末尾が、記録から計算したものと違います。
doctor-note = 最後の控えが、この記録簿のものでないか、このサーバーの鍵で署名されていません。
doctor-head = 台帳の末尾が、最後の記録と違います（{ $ledger }）。
    .remedy = サーバーを止め、torikime doctor --data DIR --rebuild で一覧を作り直してください。記録はそのままです。
doctor-digest = 一覧に出る行が、台帳の記録から計算したものと違います（{ $ledger }）。
    .remedy = サーバーを止め、torikime doctor --data DIR --rebuild で一覧を作り直してください。記録はそのままです。
doctor-access = 台帳に加わる組織が、記録と違います（{ $ledger }）。
    .remedy = サーバーを止め、torikime doctor --data DIR --rebuild で一覧を作り直してください。記録はそのままです。
doctor-member = 組織に属する人が、記録と違います（{ $ledger }）。
    .remedy = サーバーを止め、torikime doctor --data DIR --rebuild で一覧を作り直してください。記録はそのままです。
doctor-text = 文章が、封をされたものと違います（{ $ledger }、{ $place }番目の記録）。
doctor-unreadable = データベースを読めないか、ファイルに異常があります：{ $cause }
doctor-clock-behind = 時計（{ $now }）が最後の記録（{ $last }）より遅れています。何も記録できません。
    .remedy = 時計を合わせ（NTP）、ずれた理由を確かめてください。
doctor-open-to-others = ほかの利用者が{ $path }を読めます（モード{ $mode }）。
    .remedy = フォルダーは chmod 700、ファイルは chmod 600 にしてください。
doctor-mail-not-sent = { $address }あての試験のメールを送れませんでした（{ $code }）。
    .remedy = 符号は、止まった段階とメールサーバーの答えです。no mail server：--smtp-url と --mail-from を付けてサーバーを起動してください。timeout：サーバーが動いていません。tls、starttls、connect、login、sender：アドレス、証明書、パスワード、差出人を確かめてください。recipient、address：あて先を確かめてください。
doctor-mail-stuck = { $waiting }通のメールが待っており、最後に試したものは送れませんでした（{ $failed }、{ $code }）。
    .remedy = 試験のメールを送ってください：torikime doctor --data DIR --mail-to ADDRESS
doctor-disk-low = ディスクの空きが少なくなっています（{ $free }）。
    .remedy = 空きを作ってください。いっぱいになると記録できません。

cli-store-busy = データのフォルダーを、ほかの処理が長く使っています（{ $cause }）。
    .remedy = 少し待ってからやり直してください。
cli-store-stopped = 書き込みが止まっています（{ $cause }）。
    .remedy = torikime doctor で点検してから、サーバーを起動し直してください。
cli-store-disk-full = ディスクがいっぱいです（{ $cause }）。何も変わっていません。
    .remedy = 空きを作ってからやり直してください。
cli-store-conflict = データベースが行を受け付けませんでした（{ $cause }）。何も変わっていません。
    .remedy = torikime doctor で点検してください。
cli-store-disk = データのフォルダーを読み書きできません（{ $cause }）。
    .remedy = パスと、サーバーを動かす利用者で実行しているかを確かめてください。
cli-store-unreachable = データベースにつながりません（{ $cause }）。
    .remedy = 動いているか確かめてください。
cli-store-bucket-unreachable = ファイルの保管先が応答しないか、失敗しました（{ $cause }）。
    .remedy = s3_endpoint、通信、保管先そのものを確かめてください。自前の証明書なら s3_roots を指定します。
cli-store-bucket-refused = ファイルの保管先が鍵を受け付けません（{ $cause }）。
    .remedy = s3_access_key、s3_secret_key、s3_region、時計、そしてバケットの一覧・読み取り・書き込みが許されているかを確かめてください。
cli-store-bucket-missing = ファイルの保管先に、その名前のバケットがありません（{ $cause }）。
    .remedy = s3_bucket を確かめるか、先にバケットを作ってください。Torikime は作りません。
cli-store-damaged = 保存された内容が食い違っています（{ $cause }）。
    .remedy = torikime doctor で点検すると、問題をすべて示します。
cli-store-newer-schema = データは、より新しい版で書かれています（{ $cause }）。
    .remedy = 新しい版を使ってください。データを古い版に戻すことはできません。
cli-store-older-schema = データは、新しい版での最初の起動を待っています（{ $cause }）。
    .remedy = 元の版でバックアップを取ってから、この版のサーバーを一度起動すると更新されます。
cli-store-other-schema = データベースが、手作業かほかのプログラムで変えられています（{ $cause }）。
    .remedy = バックアップを復元してください。
cli-store-exists = 同じ名前のものがあります（{ $cause }）。何も置き換えていません。
    .remedy = 別の名前を指定してください。
cli-store-locked = サーバーがデータのフォルダーを使っています（{ $cause }）。
    .remedy = 先に止めてください。
cli-store-other-origin = データは別のサーバーのものです（{ $cause }）。
    .remedy = フォルダーと鍵の組み合わせを確かめてください。
cli-store-other-key = データに署名した鍵ではありません（{ $cause }）。
    .remedy = 正しい鍵のファイルを、key という名前でフォルダーに置いてください。
cli-store-set-back = データが、このサーバーが受け付けた記録より古いか、その続きではありません（{ $cause }）。
    .remedy = 最新のデータで起動するか、バックアップから torikime restore で始めてください。戻したことが記録に残ります。
cli-store-clock-jumped = 時計が一日より大きく進みました（{ $cause }）。何も記録していません。
    .remedy = 時計を合わせてください。今の時刻が正しければ、サーバーを起動し直してください。
cli-store-unsafe = 受け付けた記録がディスクにあることを、データベースが保証できません（{ $cause }）。
    .remedy = ふつうのファイルシステムの、手元のディスクに置いてください。
cli-store-other-text = 文章と記録が対応していません（{ $cause }）。
    .remedy = プログラムの不具合です。お知らせください。
cli-store-broken = 処理が途中で終わりました（{ $cause }）。何も変わっていません。
    .remedy = やり直してください。続くようならお知らせください。
cli-store-statement = データベースが命令を受け付けませんでした（{ $cause }）。
    .remedy = torikime doctor で点検してください。問題がなければお知らせください。

# codes: cli-torikime, cli-arg-
cli-torikime-ledger = 台帳：手元で検証する、証明を取り出す
    .examples =
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ…
        {"  "}torikime ledger head --data /var/lib/torikime
cli-torikime-ledger-verify = 書き出した台帳を、サーバーの公開鍵と手元の受領証・控えで検証する（サーバーも通信も要りません）
    .examples =
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ…
        {"  "}torikime ledger verify export.json --key torikime.example.jp+1a2b3c4d+AQ… --receipt april.txt --checkpoint may.txt
cli-torikime-ledger-head = 各台帳の末尾、記録簿の根、公開鍵を示す（台帳の中身は示しません）
    .examples =
        {"  "}torikime ledger head --data /var/lib/torikime
        {"  "}torikime ledger head --data /var/lib/torikime --json
cli-torikime-ledger-receipt = 記録の受領証（ハッシュと位置、署名付きの控えまでの証明）を出す
    .examples =
        {"  "}torikime ledger receipt --data /var/lib/torikime house-01h… 12 --out receipt.txt
cli-torikime-ledger-export = 台帳の記録と証明を、補足の文章と名前を除いて書き出し、そのことを記録する
    .examples =
        {"  "}torikime ledger export --data /var/lib/torikime house-01h… --out export.json
        {"  "}torikime ledger export --data /var/lib/torikime house-01h… --since 1200 --out export.json
cli-torikime-doctor = データのフォルダーを一から点検する（連鎖・記録簿・署名・一覧・文章・ファイルの権限・空き・時計。サーバーが動いていてもかまいません）
    .examples =
        {"  "}torikime doctor --data /var/lib/torikime
        {"  "}torikime doctor --data /var/lib/torikime --json
        {"  "}torikime doctor --data /var/lib/torikime --mail-to you@example.jp
cli-arg-rebuild = 一覧に出る行を記録から作り直す。サーバーを止めてから行う
cli-arg-mail-to = 動いているサーバーから、このアドレスに試験のメールを送り、どうなったかを表示します
cli-arg-server-data = サーバーのデータのフォルダー
cli-arg-ledger = 台帳のID
cli-arg-seq = 記録の番号（0から）
cli-arg-since = 手元の控えの件数。その時点の記録簿が今の記録簿の始まりであることも証明する（複数指定できます）
cli-arg-export = 書き出した台帳（JSON）
cli-arg-key = サーバーの公開鍵（名前+XXXXXXXX+…。鍵が替わった場合は以前のものも並べる）
cli-arg-receipt = 手元の受領証（複数指定できます）
cli-arg-checkpoint = 手元の控え（複数指定できます）
cli-torikime-backup = データのフォルダーを一つのファイルにバックアップする（サーバーが動いていてもかまいません。写しを点検してから名前を付けます）
    .examples =
        {"  "}torikime backup --data /var/lib/torikime --out /backup/2026-11-22.torikime
cli-torikime-restore = バックアップから新しいデータのフォルダーを作る（先にすべて点検し、復元したことをサーバーが示します）
    .examples =
        {"  "}torikime restore /backup/2026-11-22.torikime --data /var/lib/torikime-new --key-file /safe/key --erasures /backup/erasures
cli-arg-backup = バックアップのファイル
cli-arg-key-file = サーバーの署名の鍵のファイル（バックアップとは別に保管したもの）
cli-torikime-key = サーバーが署名に使う鍵
    .examples =
        {"  "}torikime key rotate --data /var/lib/torikime
cli-torikime-key-rotate = これからは別の鍵で署名する（サーバーを止めてから実行します。これまでの受領証と書き出しはそのまま有効です）
    .examples =
        {"  "}torikime key rotate --data /var/lib/torikime
        {"  "}torikime key rotate --data /var/lib/torikime --lost torikime.example.jp
cli-arg-lost = 前の鍵を失った場合に指定する（前の鍵の裏書きなしで記録されます）。NAME はサーバーの名前（アドレスのホスト部分）
cli-torikime-erasures = 消去した人と文章の一覧を、番号だけで書き出す（消去より前のバックアップには残っているため）
    .examples =
        {"  "}torikime erasures --data /var/lib/torikime --out /backup/erasures
cli-arg-erasures = バックアップの後に消去したものの一覧。消去し直します
