package dev.forkd.engine.workers;

import java.io.IOException;
import java.io.InputStream;

/** Loads our classes once more, one of them with a bug in it. */
final class MutantLoader extends ClassLoader {

    private static final String OURS = "dev.forkd.";

    private final Mutant mutant;

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
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
        try (InputStream in = getParent().getResourceAsStream(internal + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] loaded = internal.equals(mutant.type()) ? mutant.plantedInto(bytes) : bytes;
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
