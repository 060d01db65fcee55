# 組織の設定、トークン、復旧シート、復旧、退会・統合、個人情報の消去のページの言葉。

organisation-settings = 組織の設定
organisation-done = 記録しました。
organisation-names = 名称
organisation-names-change = 名称を変える
organisation-number-change = 法人番号・LEIを変える
organisation-profile = 規模・主な立場
organisation-profile-change = 規模・主な立場を変える
organisation-from-help = この日から新しい名称になります。先の日付でも構いません。例：2026-04-01、令和8年4月1日
organisation-no-day = 日付を読み取れません。
    .remedy = 2026-04-01、令和8年4月1日 のように書いてください。
organisation-corrects = { $seq }番の記録が誤りだったので、その訂正として記録する（前の記録は「訂正済み」と記されて残ります）
organisation-record = 記録する
organisation-unchanged = 今の内容から変わっていないため、記録していません。
    .remedy = 変えたいところを入力し直してください。
organisation-history = これまでの登録と変更
organisation-history-text = 誤りの訂正も、前の内容を消さずに残ります。
organisation-what = 内容
organisation-leave-link = 退会する・ほかの組織に統合する

organisation-awaits = あなたを待っていること
organisation-awaits-recovery = 復旧の申込みが{ $count }件待っています。心当たりを確かめてください。
organisation-awaits-passkey = パスキーがまだありません。今のサインインが切れる前に登録してください。
organisation-awaits-sheet = 復旧シートがありません。発行して保管してください。
organisation-awaits-vouching = 本人確認を待っているパスキーが{ $count }件あります。
organisation-awaits-invitations = まだ使われていない招待が{ $count }件あります。
organisation-awaits-standing = 自組織の状態がまだ一つも申告されていません。分かるところから始められます。
organisation-who = この組織
organisation-others = ほかに所属する組織
organisation-switch-to = { $name } に切り替える
