package io.underpass.aws;

/** Makes the identifiers AWS would make. An interface, so that tests can hold them still. Threads: safe. */
public interface Ids {

    /** {@code length} characters of {@code [a-z0-9]}, the first a letter: REST API ids, VPC link ids and the like. */
    String alphanumeric(int length);

    /** {@code length} lower-case hexadecimal digits. */
    String hex(int length);

    /** A decimal number of {@code length} digits, the first not zero: the number in a load balancer's DNS name. */
    String decimal(int length);

    /** A random UUID in its text form. */
    String uuid();
}
