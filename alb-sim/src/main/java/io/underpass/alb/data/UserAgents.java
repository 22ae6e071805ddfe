package io.underpass.alb.data;

/** Tells browsers apart by their User-Agent field. Threads: safe, holds nothing. */
final class UserAgents {

    private static final int FIRST_WITH_SAME_SITE = 80;
    private static final String[] PRODUCTS = {"Chrome/", "Chromium/"};

    private UserAgents() {}

    /** Whether it takes cookies of other sites with {@code SameSite=None} only: Chromium from version 80 on. */
    static boolean needsSameSite(String userAgent) {
        for (String product : PRODUCTS) {
            int at = userAgent.indexOf(product);
            if (at >= 0) {
                return version(userAgent, at + product.length()) >= FIRST_WITH_SAME_SITE;
            }
        }
        return false;
    }

    /** The number at {@code from}; as large as an int can be where it is longer. */
    private static int version(String text, int from) {
        long number = 0;
        for (int i = from; i < text.length() && Character.digit(text.charAt(i), 10) >= 0; i++) {
            number = Math.min(Integer.MAX_VALUE, number * 10 + Character.digit(text.charAt(i), 10));
        }
        return (int) number;
    }
}
