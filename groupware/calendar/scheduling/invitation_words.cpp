#include "groupware/calendar/scheduling/invitation_words.h"

#include <algorithm>

namespace groupware::calendar::scheduling {
namespace {

// Several languages in a row are read more easily than names in each.
constexpr std::array<Words, 2> kLanguages{
    {{.language = "en",
      .days = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
      .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December"},
      .dayBeforeMonth = false,
      .invitation = {"Invitation", "invites you to an event."},
      .changed = {"Changed", "has changed an event that you are invited to."},
      .published = {"Event", "announces an event."},
      .added = {"Added", "has added appointments to a series."},
      .cancelled = {"Cancelled", "has cancelled an event, or your invitation to it."},
      .cancelledInstances = {"Cancelled", "has cancelled appointments of a series, or your invitation to them."},
      .accepted = {"Accepted", "takes part in the event."},
      .declined = {"Declined", "does not take part in the event."},
      .tentative = {"Tentative", "perhaps takes part in the event."},
      .delegated = {"Delegated", "sends somebody else to the event."},
      .proposed = {"Proposal", "proposes to change the event."},
      .proposalDeclined = {"Proposal declined", "leaves the event as it is and thanks you for your proposal."},
      .asked = {"Question", "asks for the event as it is now."},
      .forOther = "for",
      .untitled = "(without title)",
      .what = "What",
      .when = "When",
      .where = "Where",
      .organizer = "Organizer",
      .attendees = "Attendees",
      .different = "New",
      .comment = "Comment",
      .recurs = "recurs",
      .andMore = "and others",
      .filesLeftOut = "Not sent with this mail",
      .properties = {"title", "place", "description", "time", "recurrence", "attendees", "files"}},
     {.language = "de",
      .days = {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
      .months = {"Januar", "Februar", "M\u00E4rz", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                 "November", "Dezember"},
      .dayBeforeMonth = true,
      .invitation = {"Einladung", "l\u00E4dt Sie zu einem Termin ein."},
      .changed = {"Ge\u00E4ndert", "hat einen Termin ge\u00E4ndert, zu dem Sie eingeladen sind."},
      .published = {"Termin", "gibt einen Termin bekannt."},
      .added = {"Erg\u00E4nzt", "hat eine Serie um Termine erg\u00E4nzt."},
      .cancelled = {"Abgesagt", "hat einen Termin abgesagt, oder Ihre Einladung dazu."},
      .cancelledInstances = {"Abgesagt", "hat Termine einer Serie abgesagt, oder Ihre Einladung dazu."},
      .accepted = {"Zugesagt", "nimmt an dem Termin teil."},
      .declined = {"Abgelehnt", "nimmt an dem Termin nicht teil."},
      .tentative = {"Vorl\u00E4ufig zugesagt", "nimmt vielleicht an dem Termin teil."},
      .delegated = {"Delegiert", "schickt jemand anderen zu dem Termin."},
      .proposed = {"Vorschlag", "schl\u00E4gt vor, den Termin zu \u00E4ndern."},
      .proposalDeclined = {"Vorschlag abgelehnt",
                           "l\u00E4sst den Termin, wie er ist, und dankt f\u00FCr Ihren Vorschlag."},
      .asked = {"Nachfrage", "fragt nach dem neuesten Stand des Termins."},
      .forOther = "f\u00FCr",
      .untitled = "(ohne Titel)",
      .what = "Was",
      .when = "Wann",
      .where = "Wo",
      .organizer = "Organisator",
      .attendees = "Teilnehmer",
      .different = "Neu",
      .comment = "Kommentar",
      .recurs = "wiederholt sich",
      .andMore = "und weitere",
      .filesLeftOut = "Nicht mit dieser Mail verschickt",
      .properties = {"Titel", "Ort", "Beschreibung", "Zeit", "Wiederholung", "Teilnehmer", "Dateien"}}}};

}  // namespace

const Words& wordsIn(std::string_view language) {
    const auto subtag = language.substr(0, std::min(language.find_first_of("_-"), language.size()));
    const auto* const found = std::find_if(kLanguages.begin(), kLanguages.end(),
                                           [&](const Words& words) { return words.language == subtag; });
    return found == kLanguages.end() ? kLanguages.front() : *found;
}

}  // namespace groupware::calendar::scheduling
