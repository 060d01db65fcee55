# 再検定・仮説・理由の言葉。

# codes: reason-
reason-difference-shown = 主張の向きに差があります（調整後 p { $p }）。
reason-opposite-shown = 主張とは逆の向きに差があります（調整後 p { $p }）。
reason-likeness-shown = 差の 95 % 区間（{ $low }～{ $high } ポイント）が ±{ $margin } ポイントに収まっています。
reason-difference-against-likeness = 似ているという主張に反して、差があります（調整後 p { $p }）。
reason-within-margin = 差の 95 % 区間（{ $low }～{ $high } ポイント）が ±{ $margin } ポイントに収まり、意味のある差とは言えません。
reason-interval-wide = 差の 95 % 区間（{ $low }～{ $high } ポイント）が広く、±{ $margin } ポイントを超える差があるともないとも言えません。
reason-fits-disagree = 公表値に当てはまる回答数の組が { $fitting } 通りあり、どれをとるかで判定が分かれます。
reason-counts-unknown = 回答数が残っておらず、公表値からも絞り込めません。
reason-nothing-fits = 公表値に当てはまる回答数がありません。
reason-not-published = この比較の元になる数値は公表されていません。
reason-described = 状況の説明であり、比べる主張ではありません。
reason-lost = 元の数値が資料に残っていません。
reason-same-respondents = 同じ回答者の二つの回答を比べるもので、独立な二群の検定は使えません。両方の回答の組み合わせが必要です。
reason-one-sided = 比べる相手が書かれていません。
reason-approximate-base = 母数は別の図から借りた近似です。
reason-derived-counts = 一部の回答数は、ほかの公表値から導いたものです。
reason-not-all-tried = 組み合わせが多いため、両端を含む代表的な組で確かめました。
reason-small-base = 母数が小さい群があります（最小 n={ $n }）。
reason-quota-sample = 割当による標本のため、検定は無作為に選んだとみなした場合の目安です。
reason-no-such-answers = 回答に項目 { $variable } がないか、そのままでは数えられません。
reason-overlapping-groups = 二つの群に同じ回答者が含まれるため、独立な二群の検定は使えません。
reason-empty-base = 母数が 0 の群があります。
reason-refused = この検定は計算できません（{ $code }）。
reason-interviews-only = 比べられる数値がなく、インタビューの意見だけが根拠です。
reason-nothing-settled = 判定の決まった根拠がありません。
reason-needed-holds = 必要な根拠のうち成り立つもの: { $claims }
reason-needed-fails = 必要な根拠のうち成り立たないもの: { $claims }
reason-needed-open = 必要な根拠のうち判断できないもの: { $claims }
reason-supporting-holds = 補強となる根拠のうち成り立つもの: { $claims }
reason-supporting-fails = 補強となる根拠のうち成り立たないもの: { $claims }
reason-against-holds = 仮説に反する根拠のうち成り立つもの: { $claims }

# codes: hypothesis-
hypothesis-supported = 支持される
hypothesis-partly = 一部支持される
hypothesis-not-supported = 支持されない
hypothesis-opinion-only = 意見のみ
hypothesis-open = 未確定
hypothesis-rule = 必要な根拠がすべて成り立ち、反する根拠が成り立たなければ「支持される」。必要な根拠の一部が成り立てば「一部支持される」。必要な根拠も補強となる根拠も成り立たず、そのいずれかが逆の結果か意味のある差なしとなるか、反する根拠が成り立てば「支持されない」。比較がなくインタビューだけなら「意見のみ」。それ以外は「未確定」。

# codes: contradiction-
contradiction-bands-apart = 同じ数値について、両立しない二つの言い方をしています。
contradiction-phrases-differ = 同じ数値を異なる言い方で述べています。両方が正しいのは { $low }～{ $high } % のときだけです。
contradiction-not-a-rounding = { $percent } % を、四捨五入では当てはまらない言い方で述べています。
contradiction-outside-phrase = 数値が、本文の言い方の幅から外れています。
contradiction-impossible-share = この母数からは、どの回答数でもこの割合になりません。近い母数で当てはまるのは { $fits } です。
contradiction-not-of-everybody = { $percent } % は、この群の全回答数 { $whole } からは得られません。母数は一部の回答者で、当てはまるのは { $fits } です。
contradiction-impossible-together = これらを同時に満たす回答数がありません。

# codes: sentence-
sentence-true = 数値が裏づけています
sentence-false = この数値からは言えません
sentence-unknown = 欠けているか丸められているため判断できません

note-published-nothing = この図の数値は資料に残っていません。
note-published-phrases = 「約○割」などの記述だけが残っており、数値は幅で示しています。
note-published-part = 一部の数値は資料に残っていません。
note-published-derived = 一部の割合は、ほかの公表値から導いたものです。
note-published-base-lost = 母数（n）が残っていない、または一つに定まらない行があります。
note-published-base-derived = 一部の母数（n）は、ほかの公表値から導いたものです。
note-options-incomplete = 設問の選択肢または項目は、一部しか残っていません。
note-labels-inferred = 一部の選択肢名は、資料に残っていないため推定したものです。
