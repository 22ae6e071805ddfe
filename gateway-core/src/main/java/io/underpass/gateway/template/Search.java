package io.underpass.gateway.template;

/**
 * Finding and replacing text within a budget: plain search takes the product of both lengths at worst.
 *
 * <p>Threads: stateless.
 */
final class Search {

    private static final int CHARS_A_LOOK = 4096;

    private Search() {}

    static int indexOf(String text, String part, int from, Budget budget) {
        int last = text.length() - part.length();
        if (part.length() >= CHARS_A_LOOK) {
            return indexOfLong(text, part, Math.max(0, from), budget);
        }
        int steps = CHARS_A_LOOK / Math.max(1, part.length());
        for (int start = Math.max(0, from); start <= last; start += steps) {
            budget.step();
            int end = (int) Math.min(text.length(), (long) start + steps - 1 + part.length());
            int found = text.substring(start, end).indexOf(part);
            if (found >= 0) {
                return start + found;
            }
        }
        return -1;
    }

    private static int indexOfLong(String text, String part, int from, Budget budget) {
        for (int start = from; start <= text.length() - part.length(); start++) {
            budget.look();
            if (text.startsWith(part, start)) {
                return start;
            }
        }
        return -1;
    }

    static int lastIndexOf(String text, String part, Budget budget) {
        for (int start = text.length() - part.length(); start >= 0; start--) {
            budget.step();
            if (text.startsWith(part, start)) {
                return start;
            }
        }
        return -1;
    }

    static String replace(String text, String part, String replacement, Budget budget) {
        if (part.isEmpty()) {
            budget.chars((text.length() + 1L) * replacement.length() + text.length());
            return text.replace(part, replacement);
        }
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (int at = indexOf(text, part, 0, budget); at >= 0; at = indexOf(text, part, from, budget)) {
            budget.chars((long) at - from + replacement.length());
            replaced.append(text, from, at).append(replacement);
            from = at + part.length();
        }
        budget.chars((long) text.length() - from);
        return replaced.append(text, from, text.length()).toString();
    }
}
