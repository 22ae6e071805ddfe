package io.underpass.alb.identity;

/**
 * What came of a call of an identity provider.
 *
 * <p>Threads: immutable; the bytes of a body are not changed.
 */
public sealed interface ProviderAnswer {

    /** It answered. */
    record Answered(int status, byte[] body) implements ProviderAnswer {

        /** Whether it says yes: 2xx. */
        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** It could not be reached, was silent too long, or broke off. */
    record Silent(String reason) implements ProviderAnswer {}

    /** It said more than is taken. */
    record TooLarge(String reason) implements ProviderAnswer {}
}
