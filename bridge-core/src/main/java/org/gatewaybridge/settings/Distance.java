package org.gatewaybridge.settings;

/** How different two names are. */
final class Distance {
  private Distance() {}

  /** Counts the letters to insert, to delete, to replace and to swap with the next (Damerau). */
  static int between(String one, String other) {
    int[][] counts = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        counts[i][j] = i == 0 || j == 0 ? i + j : fewest(counts, one, i, other, j);
      }
    }
    return counts[one.length()][other.length()];
  }

  private static int fewest(int[][] counts, String one, int i, String other, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int fewest = counts[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, Math.min(counts[i - 1][j], counts[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(fewest, counts[i - 2][j - 2] + 1) : fewest;
  }
}
