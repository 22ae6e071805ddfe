package io.underpass.wire;

/** A producer that can only be cancelled. Threads: as {@code action}. */
record OnCancel(Runnable action) implements Flow {

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        action.run();
    }
}
