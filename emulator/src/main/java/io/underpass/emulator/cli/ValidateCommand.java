package io.underpass.emulator.cli;

import io.underpass.aws.AwsError;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.ImportedApi;
import io.underpass.emulator.description.Mistake;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.description.file.InvalidFile;
import io.underpass.emulator.init.ImportedFile;
import io.underpass.emulator.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code underpass validate FILE}: whether a description or an OpenAPI document can be imported, tried at an emulator of
 * its own, where nothing of it is ever served. Threads: for the main thread.
 */
@Command(
        description = "Says whether a description or an OpenAPI document can be imported, and where it has mistakes:"
                + " exit code 0 if it can, 1 if not.")
final class ValidateCommand implements Callable<Integer> {

    @Operand(paramLabel = "FILE", description = "The description or document.")
    private Path file = Path.of("");

    @Mixin
    private TruststoreOptions truststores = new TruststoreOptions();

    @Override
    public Integer call() throws IOException {
        String text = ImportedFile.read(file);
        try {
            if (DescriptionFile.isOpenApi(text)) {
                document(text);
            } else {
                description(DescriptionFile.parse(file.toString(), text));
            }
        } catch (InvalidFile e) {
            System.err.println(e.getMessage());
            return 1;
        }
        System.out.println(file + " is valid");
        return 0;
    }

    private void description(DescriptionFile read) throws IOException {
        Description description = read.description();
        Optional<Path> directory = truststores.directory();
        List<Mistake> mistakes;
        if (description.trustStores().isEmpty() || directory.isPresent()) {
            mistakes = mistakes(description, new TlsSettings(Optional.empty(), directory, Optional.empty()));
        } else {
            System.err.println(file + ": warning: the bundles and revocation lists of its trust stores were not read;"
                    + " --truststores DIR says where they are");
            try (StandInBundle bundle = new StandInBundle()) {
                mistakes = mistakes(bundle.in(description), bundle.settings());
            }
        }
        if (!mistakes.isEmpty()) {
            throw read.located(mistakes);
        }
    }

    private static List<Mistake> mistakes(Description description, TlsSettings tls) {
        try (Underpass trial = Underpass.builder().tls(tls).start()) {
            return trial.mistakes(description);
        }
    }

    private void document(String text) throws IOException {
        try (Underpass trial = Underpass.builder().start()) {
            ImportedApi api = trial.importOpenApi(text, ImportedFile.DEFAULT_STAGE);
            api.warnings().forEach(warning -> System.err.println(file + ": warning: " + warning));
        } catch (AwsError e) {
            throw new IOException(file + ": " + e.text() + " " + e.members().getOrDefault("reason", ""), e);
        }
    }
}
