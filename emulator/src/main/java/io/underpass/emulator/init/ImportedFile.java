package io.underpass.emulator.init;

import io.underpass.aws.AwsError;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.DescriptionFailure;
import io.underpass.emulator.description.ImportedApi;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.description.file.InvalidFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that an emulator is given: a description, or an OpenAPI document, as its content says.
 *
 * <p>Threads: immutable; blocks.
 *
 * @param stage what the API of an OpenAPI document is deployed to
 */
public record ImportedFile(Underpass underpass, Path file, String stage) {

    /** The stage of those who do not say. */
    public static final String DEFAULT_STAGE = "test";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the file holds; throws IOException with a message for people. */
    public static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not a text in UTF-8", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Imports it; gives what was done, in lines for people.
     *
     * @throws IOException if it cannot be imported; nothing has changed, the message says why
     */
    public List<String> load() throws IOException {
        return load(read(file));
    }

    List<String> load(String text) throws IOException {
        return DescriptionFile.isOpenApi(text) ? openApi(text) : description(text);
    }

    /** What the file is known by, however its content changes. */
    String source() {
        return file.toAbsolutePath().normalize().toString();
    }

    private List<String> openApi(String text) throws IOException {
        try {
            ImportedApi api = underpass.importOpenApi(text, stage, source());
            List<String> lines = new ArrayList<>();
            api.warnings().forEach(warning -> lines.add("warning: " + warning));
            lines.add("API " + api.name() + " imported: " + underpass.invokeUrl(api.id(), stage));
            return lines;
        } catch (AwsError e) {
            String reason = e.members().getOrDefault("reason", "");
            throw new IOException(file + ": " + e.text() + (reason.isEmpty() ? "" : " " + reason), e);
        }
    }

    private List<String> description(String text) throws IOException {
        DescriptionFile read;
        try {
            read = DescriptionFile.parse(file.toString(), text);
        } catch (InvalidFile e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            Applied applied = underpass.apply(read.description());
            List<String> lines = new ArrayList<>(applied.changes());
            if (!underpass.awaitReady(applied, PATIENCE)) {
                lines.add("warning: not everything serves after " + PATIENCE.toSeconds() + " seconds");
            }
            read.description()
                    .apis()
                    .forEach(api -> lines.add("API " + api.name() + ": " + applied.invokeUrl(api.name())));
            return lines;
        } catch (DescriptionFailure e) {
            throw new IOException(read.located(e).getMessage(), e);
        }
    }
}
