# Words of figures and reports.

# Figures
figure-base = n={ $n }
figure-base-weighted = n={ $n } (weighted { $weighted })
figure-uncertain = range the value may lie in
figure-margin = Dots are differences of shares in points, lines 95% intervals; within the grey band (±{ $margin } points) no difference is held to matter
figure-intervals = Differences of shares with 95% intervals
figure-one-wave = not comparable
