package io.underpass.emulator.cli;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.init.ImportedFile;
import io.underpass.emulator.init.ImportedFiles;
import io.underpass.emulator.init.InitFolders;
import io.underpass.emulator.init.InitStage;
import io.underpass.emulator.init.InitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a started emulator is given to begin with. Threads: confined to the main thread. */
final class InitOptions {

    private static final String DEFAULT_FOLDERS = "/etc/underpass/init,/etc/localstack/init";

    @Option(
            names = "--import",
            paramLabel = "FILE",
            split = ",",
            description =
                    "A description, or an OpenAPI document, to import; it is imported again when it changes. May be"
                            + " repeated. [UNDERPASS_IMPORT]")
    private List<String> imports = new ArrayList<>();

    @Option(
            names = "--import-stage",
            paramLabel = "NAME",
            defaultValue = ImportedFile.DEFAULT_STAGE,
            description = "What the APIs of OpenAPI documents are deployed to. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_IMPORT_STAGE]")
    private String importStage = "";

    @Option(
            names = "--init",
            paramLabel = "DIR",
            split = ",",
            defaultValue = DEFAULT_FOLDERS,
            description = "A folder with boot.d, start.d, ready.d and shutdown.d, whose scripts (.sh) are run and files"
                    + " (.yaml, .json) imported. May be repeated. Default: ${DEFAULT-VALUE}. [UNDERPASS_INIT]")
    private List<String> folders = new ArrayList<>();

    @Option(
            names = "--init-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long one of those scripts may take. Default: ${DEFAULT-VALUE}. [UNDERPASS_INIT_TIMEOUT]")
    private Duration limit = Duration.ofSeconds(60);

    /** Starts what {@code edge} starts, with all that; throws IOException with a message for people. */
    Underpass start(Shutdown shutdown, Start edge) throws IOException {
        InitStatus status = new InitStatus();
        InitFolders init = new InitFolders(folders(), limit, System.out, status);
        init.boot();
        Underpass underpass = shutdown.add(edge.start());
        underpass.init().follow(status);
        shutdown.add(() -> init.run(InitStage.SHUTDOWN, underpass));
        init.run(InitStage.START, underpass);
        ImportedFiles files = shutdown.add(new ImportedFiles(
                underpass, imports.stream().map(Path::of).toList(), importStage, System.out, System.err));
        files.load();
        init.run(InitStage.READY, underpass);
        if (!imports.isEmpty() || status.anythingDone()) {
            underpass.beginHere();
        }
        files.watch();
        return underpass;
    }

    /** Those that are there by default need not be there. */
    private List<Path> folders() {
        List<String> byDefault = List.of(DEFAULT_FOLDERS.split(","));
        return folders.stream()
                .map(folder ->
                        byDefault.contains(folder) ? Path.of(folder) : GivenPath.directory("--init", Path.of(folder)))
                .toList();
    }

    /** Starts an emulator. */
    interface Start {

        Underpass start() throws IOException;
    }
}
