package io.underpass.emulator.init;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.ImportedApi;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.description.file.InvalidFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that an emulator was started with. Once watched, a file that changes is imported again; an edit that cannot be
 * imported is told, tried again, and what was there before stays. What calls have made stays as well, but is not there
 * after a reset, which goes back to what the files say. Files are looked at twice a second, since events of the file
 * system do not reach containers from everywhere; what differs is imported when it was the same in two looks running, since
 * it may not be written to its end before.
 *
 * <p>Threads: {@link #load} on one thread before {@link #watch}, whose thread then is the only one; {@link #close} on any.
 */
public final class ImportedFiles implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Underpass underpass;
    private final List<Path> files;
    private final String stage;
    private final Duration interval;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<Path, String> known = new LinkedHashMap<>();
    private final Map<Path, String> names = new LinkedHashMap<>();
    private final Thread watching = new Thread(this::look, "underpass-imports");

    /**
     * The files of {@code underpass}.
     *
     * @param stage what the APIs of OpenAPI documents are deployed to
     */
    public ImportedFiles(Underpass underpass, List<Path> files, String stage, PrintStream out, PrintStream err) {
        this(underpass, files, stage, out, err, INTERVAL);
    }

    ImportedFiles(
            Underpass underpass,
            List<Path> files,
            String stage,
            PrintStream out,
            PrintStream err,
            Duration interval) {
        this.interval = interval;
        this.underpass = underpass;
        this.files = List.copyOf(files);
        this.stage = stage;
        this.out = out;
        this.err = err;
        watching.setDaemon(true);
    }

    /**
     * Imports all of them in their order.
     *
     * @throws IOException if one cannot be imported; its message says why
     */
    public void load() throws IOException {
        refuseSharedNames();
        for (Path file : files) {
            load(file, ImportedFile.read(file));
            underpass.beginHere();
        }
    }

    /** What a description of a name does not have is removed: two of one name would remove each other's. */
    private void refuseSharedNames() throws IOException {
        for (Path file : files) {
            Optional<String> name = nameOf(file, ImportedFile.read(file));
            refuseSharedName(file, name);
            name.ifPresent(own -> names.put(file, own));
        }
    }

    private void refuseSharedName(Path file, Optional<String> name) throws IOException {
        for (Map.Entry<Path, String> other : names.entrySet()) {
            if (!other.getKey().equals(file) && name.equals(Optional.of(other.getValue()))) {
                throw new IOException(other.getKey() + " and " + file + " are both called '" + other.getValue()
                        + "'; give one of them another name with the key 'name'");
            }
        }
    }

    /** What a description is called; nothing where the text is another document. */
    private static Optional<String> nameOf(Path file, String text) throws IOException {
        if (DescriptionFile.isOpenApi(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    DescriptionFile.parse(file.toString(), text).description().name());
        } catch (InvalidFile e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void load(Path file, String text) throws IOException {
        new ImportedFile(underpass, file, stage).load(text).forEach(line -> out.println(file + ": " + line));
        known.put(file, text);
    }

    private void loadAgain(Path file, String text) throws IOException {
        Optional<String> name = nameOf(file, text);
        refuseSharedName(file, name);
        String before = names.get(file);
        if (before != null && !name.equals(Optional.of(before))) {
            rename(file, text, before);
        } else {
            load(file, text);
        }
        String source = new ImportedFile(underpass, file, stage).source();
        if (before == null && name.isPresent()) {
            underpass.removeImported(source);
        }
        // Otherwise a reset would bring back what the file said before.
        underpass.beginAlsoWithTagged(ImportedApi.SOURCE_TAG, source);
        for (Optional<String> own : List.of(Optional.ofNullable(before), name)) {
            own.ifPresent(described -> underpass.beginAlsoWithTagged(Description.TAG, described));
        }
        name.ifPresentOrElse(own -> names.put(file, own), () -> names.remove(file));
    }

    /** Nobody else would remove what bears the old name, and no other description may change it. */
    private void rename(Path file, String text, String before) throws IOException {
        String old = Objects.requireNonNull(known.get(file));
        underpass.apply(Description.of(before)).changes().forEach(line -> out.println(file + ": " + line));
        try {
            load(file, text);
        } catch (IOException | RuntimeException e) {
            load(file, old);
            known.put(file, text); // Tried once: each time what is there would go and come back.
            throw e;
        }
    }

    /** Looks for changes from now on. */
    public void watch() {
        if (!files.isEmpty()) {
            watching.start();
        }
    }

    private void look() {
        Map<Path, String> failed = new LinkedHashMap<>();
        Map<Path, String> seen = new LinkedHashMap<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(interval.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            for (Path file : new ArrayList<>(known.keySet())) {
                try {
                    String text = ImportedFile.read(file);
                    boolean written = text.equals(seen.put(file, text));
                    if (text.equals(known.get(file))) {
                        failed.remove(file);
                    } else if (written) {
                        loadAgain(file, text);
                        failed.remove(file);
                    }
                } catch (IOException e) {
                    tell(file, String.valueOf(e.getMessage()), failed);
                } catch (RuntimeException e) {
                    tell(file, e.toString(), failed);
                }
            }
        }
    }

    /** Once for each reason: a file that is being replaced is gone for a moment, one that was deleted for ever. */
    private void tell(Path file, String reason, Map<Path, String> failed) {
        if (!reason.equals(failed.put(file, reason))) {
            err.println("underpass: " + file + " has changed and was not imported; what was there before stays:\n"
                    + reason);
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        watching.interrupt();
    }
}
