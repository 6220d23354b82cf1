package dev.forkd.engine.workers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Loads our classes once more, one of them with a bug in it. */
final class MutantLoader extends ClassLoader {

    private static final String OURS = "dev.forkd.";

    private final Mutant mutant;
    /** Made at once: a bug that cannot be planted must not count as one that was found. */
    private final byte[] planted;

    MutantLoader(Mutant mutant) throws IOException {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
        this.planted = mutant.plantedInto(original(mutant.type()));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        try {
            byte[] loaded = internal.equals(mutant.type()) ? planted : original(internal);
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] original(String internal) throws IOException {
        try (InputStream in = MutantLoader.class.getClassLoader().getResourceAsStream(internal + ".class")) {
            if (in == null) {
                throw new FileNotFoundException(internal);
            }
            return in.readAllBytes();
        }
    }
}
