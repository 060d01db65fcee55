//! The little linear algebra that tests need: Cholesky factors of small symmetric positive definite matrices.

/// Lower Cholesky factor of an n×n matrix, row by row; `None` unless it is numerically positive definite.
pub(super) fn cholesky(a: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| l[i * n + k] * l[j * n + k]).sum();
            let rest = a[i * n + j] - dot;
            l[i * n + j] = if i != j {
                rest / l[j * n + j]
            } else if rest > 1e-12 * a[i * n + i] {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(l)
}

/// Solves L·x = b in place for a lower factor.
pub(super) fn forward(l: &[f64], b: &mut [f64]) {
    let n = b.len();
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| l[i * n + k] * b[k]).sum();
        b[i] = (b[i] - dot) / l[i * n + i];
    }
}

/// Solves L'·x = b in place for a lower factor.
fn backward(l: &[f64], b: &mut [f64]) {
    let n = b.len();
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| l[k * n + i] * b[k]).sum();
        b[i] = (b[i] - dot) / l[i * n + i];
    }
}

/// Inverse of a symmetric positive definite matrix.
pub(super) fn inverse(a: &[f64], n: usize) -> Option<Vec<f64>> {
    let l = cholesky(a, n)?;
    let mut out = vec![0.0; n * n];
    for (i, row) in out.chunks_exact_mut(n.max(1)).enumerate() {
        row[i] = 1.0;
        forward(&l, row);
        backward(&l, row);
    }
    Some(out)
}

/// x'·A⁻¹·x.
pub(super) fn quadratic(a: &[f64], x: &[f64]) -> Option<f64> {
    let l = cholesky(a, x.len())?;
    let mut y = x.to_vec();
    forward(&l, &mut y);
    Some(y.iter().map(|v| v * v).sum())
}
