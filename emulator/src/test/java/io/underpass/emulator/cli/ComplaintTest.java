package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ComplaintTest {

    @Test
    void whatTheJdkSaysByAClassIsSaidInWords() {
        assertThat(Complaint.of(new AccessDeniedException("/secret")))
                .isEqualTo("/secret may not be read or written by this user");
        assertThat(Complaint.of(new NoSuchFileException("/gone"))).isEqualTo("/gone is not there");
    }

    @Test
    void whatIsSaidAlreadyStays() {
        assertThat(Complaint.of(new FileSystemException("/file", null, "Disk quota exceeded")))
                .isEqualTo("/file: Disk quota exceeded");
        assertThat(Complaint.of(new IOException("no"))).isEqualTo("no");
        assertThat(Complaint.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
