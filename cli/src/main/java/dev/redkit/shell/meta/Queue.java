package dev.redkit.shell.meta;

import dev.redkit.shell.Desk;
import dev.redkit.shell.link.State;
import java.util.List;

/** What waits in the transaction. */
final class Queue {
    private final Desk desk;

    Queue(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(
                List.of("tx", "queue"), "", "what MULTI has queued, and whether EXEC will do it", rest -> run());
    }

    private void run() {
        if (!(desk.picture().state() instanceof State.Transaction transaction)) {
            desk.console().note("no transaction is open; MULTI begins one");
            return;
        }
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (String one : transaction.shown()) {
            text.append(number++).append(") ").append(one).append('\n');
        }
        if (transaction.errors() > 0) {
            text.append(transaction.errors()).append(" refused: EXEC will do nothing. DISCARD, and begin again\n");
        }
        desk.print(text.length() == 0 ? "nothing is queued yet\n" : text.toString());
    }
}
