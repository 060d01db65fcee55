# 組織の中の承認、自組織の項目表、期限のコマンドの語。

# codes: cli-torikime, cli-arg-
deciding-day = 日付
deciding-what = できごと
deciding-whose = 担当する側
deciding-asked-by = 申請した人
deciding-turn = 承認待ちの人
deciding-items-recorded = 項目表に記録しました。
deciding-items-not-recorded = 記録していません。
cli-torikime-approval = 組織の中の承認（トークンを使用。承認経路と代理は画面で設定する）
    .examples =
        {"  "}torikime approval list --token-file token
cli-torikime-approval-list = 承認経路、進んでいる申請、終わった申請の一覧
    .examples =
        {"  "}torikime approval list
        {"  "}torikime approval list --at 2026-04-01 --json
cli-torikime-approval-propose = 文言を提案することの承認を申請する
    .examples =
        {"  "}torikime approval propose 0123456789abcdefghjkmnpqrs require.byod --wording "登録した端末だけを使う。" --reason "紛失が2件あったため"
cli-torikime-approval-accept = 相手の提案を受諾することの承認を申請する
    .examples =
        {"  "}torikime approval accept 0123456789abcdefghjkmnpqrs require.byod 12 --reason "費用は相手の負担"
cli-torikime-approval-agree = 申請を承認する
    .examples =
        {"  "}torikime approval agree 31
cli-torikime-approval-return = 申請を差し戻す
    .examples =
        {"  "}torikime approval return 31 --note "期限を入れてください。"
cli-torikime-approval-withdraw = 自分の申請を取り下げる
    .examples =
        {"  "}torikime approval withdraw 31
cli-torikime-item = 取引先に求める項目の、自組織の表（トークンを使用）
    .examples =
        {"  "}torikime item list --token-file token
cli-torikime-item-list = 項目の一覧（現在、または指定の日）
    .examples =
        {"  "}torikime item list
        {"  "}torikime item list --csv > items.csv
cli-torikime-item-set = 項目を加える。同じ番号があれば置き換える
    .examples =
        {"  "}torikime item set 3-2 --name "端末の登録" --wording "登録した端末だけを使う。"
cli-torikime-item-drop = 項目を外す
    .examples =
        {"  "}torikime item drop 3-2 3-3
cli-torikime-item-import = 表（XLSX・CSV）から項目を取り込む。全部か、何もしないか
    .examples =
        {"  "}torikime item import items.xlsx --dry-run
        {"  "}torikime item import items.xlsx
cli-torikime-calendar = 終わるもの、自動で更新されるもの、期日のあるものの一覧（トークンを使用）
    .examples =
        {"  "}torikime calendar --token-file token
        {"  "}torikime calendar --csv > calendar.csv
cli-arg-approval-reason = 申請の理由（承認する人だけに見える）
cli-arg-request = 申請の番号（approval list に表示）
cli-arg-instead-of = この人の代理として決める
cli-arg-item-number = 自組織での番号
cli-arg-item-name = 項目名
cli-arg-topic-name = 分類
cli-arg-item-table = 項目の表（XLSX・CSV）
