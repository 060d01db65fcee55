# 業務、やってよいこと、証跡のコマンドの言葉。

# codes: cli-torikime, cli-arg-, client-
working-gate = 関門
working-passed = 通過した側
working-coming = 両者が確認（先の日から）
working-new = 新しい業務の番号：{ $number }
working-version = {"  "}番号{ $seq }：{ $side }、{ $day }から（{ $state }）
showing-erased = （消去済み）
showing-due = { $item }：{ $months }か月ごとに示す。次の期限は{ $day }
client-large-file = ファイルが 20 MiB より大きいため、送っていません。
    .remedy = 小さなファイルに分けるか、画像の解像度を下げてください。
cli-torikime-work = 業務ごとの条件（それぞれの側の申告）と三つの関門（トークンを使用）
    .examples =
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-work-list = 両者が確認した条件、確認待ちの申告、関門までに決まっていないことを表示（現在、または指定した日）
    .examples =
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs
        {"  "}torikime work list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-work-set = 業務の条件を自組織として申告（全体を指定）。相手が確認すると効力を持ち、後から消去できません
    .examples =
        {"  "}torikime work set 0123456789abcdefghjkmnpqrs --name "夜間の監視" --telework conditions --words "画面が見えない場所で" --place home --device vendor
        {"  "}torikime work set 0123456789abcdefghjkmnpqrs --change 0123456789abcdefghjkmnpqrt --name "夜間の監視" --telework no --place vendor-office
cli-torikime-work-confirm = 相手が申告した業務の条件を確認（対象はその申告だけ）
    .examples =
        {"  "}torikime work confirm 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt 12
cli-torikime-work-end = 業務の終了を記録
    .examples =
        {"  "}torikime work end 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --on 2026-09-30
cli-torikime-work-pass = 自組織として関門の通過を記録（決まっていないことがあれば断る）
    .examples =
        {"  "}torikime work pass 0123456789abcdefghjkmnpqrs rfp
cli-torikime-conditions = やってよいことを表示。一つの業務委託、または続いているもの全部（委託元どうしで両立しない条件も）。現在、または指定した日
    .examples =
        {"  "}torikime conditions --csv
        {"  "}torikime conditions 0123456789abcdefghjkmnpqrs --at 2026-04-01
cli-torikime-evidence = 業務委託で求めた証跡・示した証跡（トークンを使用）
    .examples =
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-evidence-list = 求めた証跡・示した証跡と期限を一覧（現在、または指定した日）
    .examples =
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs
        {"  "}torikime evidence list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-evidence-attach = 事実の文、ファイル、またはその両方を証跡として示す。相手にはすぐに見えます
    .examples =
        {"  "}torikime evidence attach 0123456789abcdefghjkmnpqrs require.byod --file register.pdf --from 2026-04-01 --until 2026-09-30
        {"  "}torikime evidence attach 0123456789abcdefghjkmnpqrs require.byod --fact "40台すべてを登録した。" --answering 12
cli-torikime-evidence-ask = 項目について、期日までに示すよう相手に求める
    .examples =
        {"  "}torikime evidence ask 0123456789abcdefghjkmnpqrs require.byod --due 2026-09-30 --what "登録台帳の写し"
cli-torikime-evidence-unask = 証跡の求めを取り下げる
    .examples =
        {"  "}torikime evidence unask 0123456789abcdefghjkmnpqrs 12
cli-torikime-evidence-accept = 相手が示した証跡を受け入れる
    .examples =
        {"  "}torikime evidence accept 0123456789abcdefghjkmnpqrs 14
cli-torikime-evidence-return = 相手が示した証跡を、理由を付けて差し戻す
    .examples =
        {"  "}torikime evidence return 0123456789abcdefghjkmnpqrs 14 --note "2ページ目がありません。"
cli-torikime-evidence-withdraw = 自組織が示した証跡を取り下げる。--erase を付けると文とファイルも消去
    .examples =
        {"  "}torikime evidence withdraw 0123456789abcdefghjkmnpqrs 14
        {"  "}torikime evidence withdraw 0123456789abcdefghjkmnpqrs 14 --erase
cli-torikime-evidence-take = 証跡のファイルを保存（ウイルス検査はしていません）
    .examples =
        {"  "}torikime evidence take 0123456789abcdefghjkmnpqrs 14 --out register.pdf
cli-arg-work-number = 業務の番号（work list に表示）
cli-arg-said-line = 相手の申告の番号（work list に表示）
cli-arg-gate = 関門
cli-arg-work-name = 業務の名前。人の名前は書かないでください
cli-arg-telework = テレワークの可否
cli-arg-place = 作業場所。複数回指定できます。指定しない場所は認められません
cli-arg-work-words = 条件を文で
cli-arg-device = 使える端末。複数回指定できます
cli-arg-tools = 使える道具
cli-arg-method = テレワークの方式。複数回指定できます
cli-arg-due = この日まで
cli-arg-what = 何を示してほしいか
cli-arg-asked-line = 求めの番号（evidence list に表示）
cli-arg-piece = 証跡の番号（evidence list に表示）
cli-arg-erase = 文とファイルも消去
cli-arg-shown-file = ファイル（20 MiB まで）
cli-arg-fact = 事実の文。ファイルがあるときは、それが示すこと
cli-arg-covers-from = 証跡が示す期間の初日。指定がなければ今日
cli-arg-covers-until = 証跡が示す期間の末日
cli-arg-expires = 有効期限
