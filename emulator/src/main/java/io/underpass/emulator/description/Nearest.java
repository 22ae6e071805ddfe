package io.underpass.emulator.description;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote a word that is unknown. Threads: stateless. */
public final class Nearest {

    private Nearest() {}

    /** What to add to "there is no such word": the one that was meant, perhaps, or all that there are. */
    public static String among(String word, Collection<String> known) {
        String meant = meant(word, known);
        if (!meant.isEmpty()) {
            return meant;
        }
        return known.isEmpty() ? "; there is none at all" : "; there are: " + String.join(", ", known);
    }

    /** What to add to it where there are too many to be listed: the one that was meant, perhaps, or nothing. */
    public static String meant(String word, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .filter(each -> distance(word, each) <= Math.max(1, word.length() / 3));
        return nearest.map(each -> "; did you mean '" + each + "'?").orElse("");
    }

    /** How many letters have to be added, left out, exchanged or swapped; upper and lower case are the same. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(row[j], beforeLast[j - 2] + 1) : row[j];
            }
        }
        return row[b.length()];
    }
}
