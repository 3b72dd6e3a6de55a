#include "groupware/contacts/api/export_vcards.h"

#include "groupware/api/contents_answer.h"
#include "groupware/api/streamed_file.h"
#include "groupware/contacts/api/export_source.h"
#include "groupware/contacts/api/wire.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::contacts::api {
namespace {

/// Contacts per piece: so many cards with their pictures are in memory at once.
constexpr std::size_t kPiece = 50;

/// Cards one after the other, read while they are sent.
class Cards {
public:
    /// @param service  outlives this object
    Cards(const ContactService& service, Caller caller, std::vector<ContactRef> refs)
        : service_(service), caller_(std::move(caller)), refs_(std::move(refs)) {}

    /// Empty behind the last ones.
    [[nodiscard]] std::string next() {
        std::string text;
        while (text.empty() && next_ < refs_.size()) {
            const auto rest = std::span<const ContactRef>(refs_).subspan(next_);
            const auto piece = rest.first(std::min(rest.size(), kPiece));
            next_ += piece.size();
            for (const auto& card : service_.cards(caller_, piece)) {
                text += card.card;
                if (!text.ends_with('\n')) text += "\r\n";
            }
        }
        return text;
    }

private:
    const ContactService& service_;
    Caller caller_;
    std::vector<ContactRef> refs_;
    std::size_t next_ = 0;
};

}  // namespace

engine::Result ExportVcards::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    // Shared because functions are copied; the stream that is answered is its only owner.
    auto cards = std::make_shared<Cards>(service_, caller, exportedRefs(service_, caller, call));
    return engine::streamFile("text/vcard; charset=utf-8", "contacts.vcf", [cards] { return cards->next(); });
}

}  // namespace groupware::contacts::api
