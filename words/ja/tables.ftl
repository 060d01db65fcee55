# 集計表の注・重みの問題の言葉。

# codes: note-
note-synthetic = この表は架空の回答から作ったもので、実際の調査結果ではありません。
note-base-asked = nは、この設問に回答すべき人の数です（無回答を含む）。
note-base-answered = nは、この設問に回答した人の数です（無回答を除く）。
note-weighted = 割合は重み付けして集計しています（重み: { $source ->
        [population] 層ごとの母集団の数
        [raked] レイキングによる補正
       *[other] 回答データに付いた重み
    }）。nは重み付け前の回答数です。
note-column-percent = 割合は、各選択肢を選んだ人に占める割合（縦％）です。
note-rank-first = 1位に挙げた人の割合です。
note-rank-any = 順位を問わず挙げた人の割合です。
note-multiple-answers = 複数回答のため、合計は100%を超えることがあります。
note-nets = 右端の列は、いくつかの選択肢をまとめたものです。
note-not-hundred = 四捨五入のため、合計が100%にならないことがあります。
note-groups-overlap = 複数の区分に属する回答者がいるため、区分のnの合計は全体と一致しません。
note-outside-groups = どの区分にも属さない回答者が{ $n }人おり、全体にのみ含まれます。
note-outside-groups-some = どの区分にも属さない回答者がおり、全体にのみ含まれます。
note-small-base = *は、nが{ $limit }未満のため参考値です。
note-intervals = 区間は{ $level }%信頼区間です（{ $method ->
        [wilson] ウィルソン法
        [korn-graubard] コーン・グラウバード法
        [clopper-pearson] クロッパー・ピアソン法
       *[other] { $method }
    }）。
note-against-total = ↑は全体より高い区分、↓は全体より低い区分です（{ $method ->
        [linearised-t] 層と重みを考慮したt検定
       *[other] 区分が全体に含まれることを考慮したt検定
    }。この表で比べた{ $family }か所をまとめてホルム法で調整し、水準{ $level }%）。nが30未満の区分、選んだ人または選ばなかった人が5人に満たないと見込まれる欄、無回答は比べていません。
note-against-total-none = 全体との差の印は付けていません（{ $reason ->
        [rows] 横％の表でだけ比べます
       *[other] nが30以上の区分で、比べられる欄がありません
    }）。
note-as-if-random = 割当法で集めた標本のため、区間と検定は「無作為に抽出したとすれば」という目安です。有限母集団修正はしていません。
note-raked-variance = 区間と検定は、レイキングで補正したことによる精度の変化を含みません。
note-suppressed = 回答者が特定されるおそれがあるため、{ $from }～{ $to }人の欄と、そこから逆算できる欄を「x」としています。

problem-unknown-subject = 「{ $name }」という設問・行・ネットはありません。
    .remedy = 設問の一覧にあるIDを指定してください。表の行は「Q10.access」のように書きます。
problem-no-such-break = 「{ $name }」という集計軸はありません。
    .remedy = stratum（層）、analysis.toml の break、設問、ネットのいずれかを指定してください。
problem-no-such-row = { $question }に「{ $row }」という行はありません。
    .remedy = questionnaire.toml の row のIDを指定してください。
problem-no-such-group = 集計軸「{ $by }」に「{ $group }」という区分はありません。
    .remedy = 区分のIDを確かめてください。
problem-no-such-option = { $question }に「{ $option }」という選択肢はありません。
    .remedy = questionnaire.toml の option のIDを指定してください。
problem-break-has-rows = 「{ $name }」は行を持つ設問のため、そのままでは集計軸にできません。
    .remedy = 行を一つ選んで「{ $name }.行のID」と指定してください。
problem-no-answers = 「{ $variable }」の回答がありません。
    .remedy = 回答ファイルの列の対応付けを確かめてください。
problem-weights-number = 重みが{ $weights }件、回答者が{ $respondents }人で、数が合いません。
    .remedy = 回答者一人に一つの重みを付けてください。
problem-weights-too-large = { $row }人目の重みが大きすぎます。
    .remedy = すべての重みを同じ数で割ってください。割合は変わりません。
problem-weights-zero = 重みの合計が0です。
    .remedy = 少なくとも一人に正の重みを付けてください。
problem-strata-missing = 調査か回答に層がないため、重みを計算できません。
    .remedy = study.toml に stratum を書き、回答ファイルの層の列を対応付けてください。
problem-stratum-unknown = { $row }人目の層が study.toml にありません。
    .remedy = 層のIDを確かめてください。
problem-stratum-without-population = 層「{ $stratum }」には回答者がいますが、母集団の数が書かれていません。
    .remedy = study.toml の stratum に population を書いてください。
problem-stratum-over-full = 層「{ $stratum }」の回答者（{ $respondents }人）が母集団の数（{ $population }）を超えています。
    .remedy = 母集団の数か、回答者の層を確かめてください。
problem-rake-not-met = { $rounds }回くり返しても、すべての構成比を同時に満たせません。
    .remedy = 互いに矛盾しない構成比か確かめ、回答のない区分をまとめてください。
problem-rake-nothing = 合わせる構成比がないか、合計が0です。
    .remedy = 構成比を一つ以上、正の数で与えてください。
problem-rake-target = 「{ $margin }」の区分「{ $category }」の構成比が0以上の数ではありません。
    .remedy = 0以上の数を入れてください。
problem-rake-empty-category = 「{ $margin }」の区分「{ $category }」には回答者がいないため、構成比に合わせられません。
    .remedy = 近い区分とまとめてください。
problem-rake-uncovered = 「{ $margin }」では、区分に属さないか複数に属する回答者が{ $respondents }人います。
    .remedy = どの回答者もちょうど一つの区分に属するようにしてください。

# codes: method-
method-pearson = ピアソンのカイ二乗検定
method-fisher-freeman-halton = フィッシャー・フリーマン・ハルトンの正確検定
method-rao-scott = ラオ・スコットの検定（2次補正、F）
method-bilder-loughin = ビルダー・ローインの検定（複数回答×区分、2次補正、F）
method-mantel-haenszel = コクラン・マンテル・ヘンツェル検定（連続性の補正なし）
method-breslow-day = ブレスロー・デイ検定

# codes: refusal-
refusal-classical-on-weighted = 重み付けした度数に通常の検定を使うと、差がなくても「差がある」と出やすくなるため、使いません。
refusal-groups-overlap = 複数の区分に属する回答者がいるため、独立した区分を前提とする検定は使えません。
refusal-too-many-options = 選択肢が64を超えるため、まとめて検定できません。
refusal-nothing-to-compare = 回答のある区分か選択肢が一つしかなく、比べるものがありません。
refusal-wrong-shape = 表の形がこの方法に合いません。
refusal-empty-base = 対象となる回答がありません。
refusal-lonely-respondent = 回答者が一人だけの層があり、ばらつきを見積もれません。
refusal-inconsistent-stratum = 母集団の数より回答者の多い層があります。
refusal-not-a-number = 重みに使えない値があります。
refusal-no-variance = ばらつきがないため、検定できません。
refusal-no-degrees-of-freedom = 回答者の数が層の数を上回らないため、検定できません。
refusal-out-of-range = この方法で扱える範囲を外れています。
