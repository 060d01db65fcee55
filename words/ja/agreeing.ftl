# 取り決め事項と再委託のコマンドの語。

# codes: cli-torikime, cli-arg-
term-line = 番号
term-none = この項目には、まだ提案がありません。
chain-number = 番号
cli-torikime-term = 業務委託の取り決め事項の提案と合意（トークンを使用。受諾にはパスキーが要るため画面で行う）
    .examples =
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-term-list = 提案や合意のある項目の一覧（現在、または指定の日）
    .examples =
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs
        {"  "}torikime term list 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-term-show = 一つの項目のすべての提案と、その結果を表示する
    .examples =
        {"  "}torikime term show 0123456789abcdefghjkmnpqrs require.byod
cli-torikime-term-propose = 文言を提案する（返事待ちの提案への対案は --answering）
    .examples =
        {"  "}torikime term propose 0123456789abcdefghjkmnpqrs require.byod --wording "登録した端末だけを使う。" --why "紛失が2件あったため" --flow-down
        {"  "}torikime term propose 0123456789abcdefghjkmnpqrs require.byod --wording "登録すれば私物の端末も使える。" --answering 12
cli-torikime-term-drop = 提案を下げる（自組織のものは取下げ、相手のものは見送り）
    .examples =
        {"  "}torikime term drop 0123456789abcdefghjkmnpqrs require.byod 12 --note "4月に改めて提案します。"
cli-torikime-term-cost = 項目の費用の協議がどうなったかを記録する
    .examples =
        {"  "}torikime term cost 0123456789abcdefghjkmnpqrs require.byod settled --payer client --talked-on 2026-04-01
cli-torikime-chain = 再委託（トークンを使用）
    .examples =
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs --token-file token
cli-torikime-chain-show = 委託元の決まり、申請と判断、開示された範囲の再委託先を表示する
    .examples =
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs
        {"  "}torikime chain show 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-chain-rule = 再委託の可否と条件を、委託元として決める
    .examples =
        {"  "}torikime chain rule 0123456789abcdefghjkmnpqrs prior-consent
cli-torikime-chain-ask = 再委託を委託元に申請または報告する（後から消せない）
    .examples =
        {"  "}torikime chain ask 0123456789abcdefghjkmnpqrs --subcontractor "南北サービス" --purpose "夜間の監視" --from 2026-04-01
cli-torikime-chain-decide = 再委託に同意する、同意しない、または同意を取り消す
    .examples =
        {"  "}torikime chain decide 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt yes --note "国内に限る"
cli-torikime-chain-end = 再委託の終了を記録する
    .examples =
        {"  "}torikime chain end 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --on 2026-09-30
cli-torikime-chain-connect = この業務を再委託している業務委託と、委託元に見せる範囲を記録する
    .examples =
        {"  "}torikime chain connect 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --shown named
cli-torikime-chain-disconnect = その記録を取り消す
    .examples =
        {"  "}torikime chain disconnect 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-arg-proposal = 提案の番号（term list に表示）
cli-arg-wording = 取り決める文言（後から消せない）
cli-arg-answering = 対案を出す相手の提案の番号
cli-arg-heading = 独自の項目の見出し（新しい項目の ID は own.new）
cli-arg-why = 求める理由
cli-arg-alternatives = これでもよいこと
cli-arg-proof = 守っていることの示し方
cli-arg-every = 示す間隔（月）
cli-arg-flow-down = 再委託先とも取り決める
cli-arg-until = 最終日
cli-arg-goes-on = 申し出がなければ最終日の後も続く
cli-arg-contract = すでに文言がある契約書の名称または番号
cli-arg-signed-on = その契約書の締結日
cli-arg-outcome = 協議の結果
cli-arg-payer = 費用を負担する側（決まった場合）
cli-arg-talked-on = 協議した日
cli-arg-passing = 決まり
cli-arg-purpose = 再委託する業務とその理由
cli-arg-subcontractor = 再委託先の名称（省くと委託元に名称を示さない）
cli-arg-subcontract = 申請の番号（chain show に表示）
cli-arg-consents = 同意するかどうか
cli-arg-below = 自組織が委託元である業務委託の番号
cli-arg-as-subcontract = 委託元への申請の番号
cli-arg-shown = 委託元に見せる範囲
