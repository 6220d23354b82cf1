package dev.forkd.action;

import dev.forkd.action.run.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that an option of the command line names. That it cannot be read is the user's to mend, before anything starts.
 */
final class GivenFile {
    private GivenFile() {}

    static Path readable(String option, Path file) throws InputException {
        if (Files.notExists(file)) {
            throw wrong(option, file, "does not exist");
        }
        if (Files.isDirectory(file)) {
            throw wrong(option, file, "is a directory");
        }
        if (!Files.isReadable(file)) {
            throw wrong(option, file, "this user may not read");
        }
        return file;
    }

    static String text(String option, Path file) throws InputException, IOException {
        try {
            return Files.readString(readable(option, file));
        } catch (CharacterCodingException e) {
            throw wrong(option, file, "is no text in UTF-8");
        }
    }

    private static InputException wrong(String option, Path file, String what) {
        return new InputException(List.of(option + " names " + file + ", which " + what + ". Correct it."));
    }
}
