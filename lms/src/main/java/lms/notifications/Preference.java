package lms.notifications;

import lms.notifications.Notifications.Kind;

/** Where a learner wants to hear of one kind of thing. */
public record Preference(Kind kind, boolean onPage, boolean byMail) {}
