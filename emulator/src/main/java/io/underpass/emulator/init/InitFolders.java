package io.underpass.emulator.init;

import io.underpass.emulator.Underpass;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders with a folder for each stage of a start: {@code boot.d}, {@code start.d}, {@code ready.d}, {@code shutdown.d}.
 * What is in those, and in folders in them, is run in the order of its names: scripts ({@code .sh}) are executed,
 * descriptions and OpenAPI documents ({@code .yaml}, {@code .yml}, {@code .json}) are imported, all else is left alone, and
 * a line says so. Of files of one name in several folders the first folder's counts. The first that fails ends it.
 *
 * <p>Threads: for the main thread, and for the one that stops it.
 */
public final class InitFolders {

    private final List<Path> folders;
    private final Duration limit;
    private final PrintStream out;
    private final InitStatus status;

    /**
     * The files of {@code folders}.
     *
     * @param limit how long a script may take
     * @param status told how far it has come
     */
    public InitFolders(List<Path> folders, Duration limit, PrintStream out, InitStatus status) {
        this.folders = List.copyOf(folders);
        this.limit = limit;
        this.out = out;
        this.status = status;
    }

    /** What is run before there is an emulator. */
    public void boot() throws IOException {
        run(InitStage.BOOT, Optional.empty());
    }

    /**
     * What is run with {@code underpass}.
     *
     * @throws IOException if a file fails; its message says which and why
     */
    public void run(InitStage stage, Underpass underpass) throws IOException {
        run(stage, Optional.of(underpass));
    }

    private void run(InitStage stage, Optional<Underpass> underpass) throws IOException {
        for (Path file : files(stage)) {
            long begin = System.nanoTime();
            status.record(stage, file, InitStatus.Outcome.RUNNING, 0, "");
            try {
                run(stage, file, underpass);
                status.record(stage, file, InitStatus.Outcome.SUCCESSFUL, millisSince(begin), "");
            } catch (IOException | RuntimeException e) {
                String reason = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
                status.record(stage, file, InitStatus.Outcome.ERROR, millisSince(begin), reason);
                throw new IOException("an init file failed: " + reason, e);
            }
        }
        status.complete(stage);
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    private void run(InitStage stage, Path file, Optional<Underpass> underpass) throws IOException {
        if (isScript(file)) {
            Map<String, String> environment = new HashMap<>();
            underpass.ifPresent(running -> {
                environment.put("AWS_ACCESS_KEY_ID", running.accessKey());
                environment.put("AWS_SECRET_ACCESS_KEY", running.secretKey());
                environment.put("AWS_DEFAULT_REGION", running.region());
                environment.put("AWS_REGION", running.region());
            });
            Optional<String> endpoint =
                    underpass.map(running -> running.endpoint().toString());
            new InitScript(file, environment, endpoint, limit).run();
        } else if (underpass.isEmpty() || !stage.imports()) {
            throw new IOException(file + " cannot be imported in this stage; put it into " + InitStage.READY.folder());
        } else {
            new ImportedFile(underpass.get(), file, ImportedFile.DEFAULT_STAGE)
                    .load()
                    .forEach(line -> out.println(file + ": " + line));
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isScript(Path file) {
        return nameOf(file).toLowerCase(Locale.ROOT).endsWith(".sh");
    }

    private static boolean isRun(Path file) {
        String name = nameOf(file).toLowerCase(Locale.ROOT);
        return Stream.of(".sh", ".yaml", ".yml", ".json").anyMatch(name::endsWith);
    }

    private Collection<Path> files(InitStage stage) throws IOException {
        Map<Path, Path> byName = new TreeMap<>(InitFolders::order);
        for (Path folder : folders) {
            Path own = folder.resolve(stage.folder());
            if (Files.isDirectory(own)) {
                try (Stream<Path> all = Files.walk(own, FileVisitOption.FOLLOW_LINKS)) {
                    all.filter(Files::isRegularFile).forEach(file -> {
                        Path name = own.relativize(file);
                        if (isHidden(name)) {
                            return; // What Kubernetes mounts is there twice, once so.
                        }
                        if (isRun(file)) {
                            byName.putIfAbsent(name, file);
                        } else {
                            out.println(file + ": left alone; .sh is run, .yaml, .yml and .json are imported");
                        }
                    });
                } catch (UncheckedIOException e) {
                    throw e.getCause() instanceof FileSystemLoopException loop
                            ? new IOException(loop.getFile() + " is a link to a folder that it is in itself", loop)
                            : e.getCause();
                }
            }
        }
        return byName.values();
    }

    private static boolean isHidden(Path name) {
        for (Path element : name) {
            if (element.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** By their names, those of a folder before those of the folders in it. */
    private static int order(Path one, Path other) {
        for (int i = 0; ; i++) {
            boolean isLast = i == one.getNameCount() - 1;
            if (isLast != (i == other.getNameCount() - 1)) {
                return isLast ? -1 : 1;
            }
            int order = one.getName(i).toString().compareTo(other.getName(i).toString());
            if (order != 0 || isLast) {
                return order;
            }
        }
    }
}
