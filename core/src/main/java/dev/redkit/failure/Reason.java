package dev.redkit.failure;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an exception of the JDK has to say, as the end of a sentence: some of them say only a name, some nothing. */
public final class Reason {
    private Reason() {}

    public static String of(IOException e) {
        String message = e.getMessage();
        if (e instanceof NoSuchFileException) {
            return "there is no " + message;
        } else if (e instanceof AccessDeniedException) {
            return "no permission for " + message;
        } else if (e instanceof FileAlreadyExistsException) {
            return message + " is in the way";
        } else if (e instanceof DirectoryNotEmptyException) {
            return message + " is not empty";
        } else if (e instanceof FileSystemException named && named.getReason() == null) {
            return "something is wrong with " + message;
        } else if (e instanceof UnknownHostException) {
            return "no machine is called '" + message + "'";
        } else if (e instanceof EOFException) {
            return "it ends too early";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
