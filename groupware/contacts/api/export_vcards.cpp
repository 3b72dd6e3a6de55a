#include "groupware/contacts/api/export_vcards.h"

#include "groupware/api/contents_answer.h"
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
class CardsBody final : public net::ResponseBody {
public:
    /// @param service  outlives this object
    CardsBody(const ContactService& service, Caller caller, std::vector<ContactRef> refs)
        : service_(service), caller_(std::move(caller)), refs_(std::move(refs)) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        while (at_ == text_.size() && next_ < refs_.size()) refill();
        const std::size_t count = text_.copy(into.data(), into.size(), at_);
        at_ += count;
        return count;
    }

private:
    void refill() {
        const auto rest = std::span<const ContactRef>(refs_).subspan(next_);
        const auto piece = rest.first(std::min(rest.size(), kPiece));
        next_ += piece.size();
        text_.clear();
        at_ = 0;
        for (const auto& card : service_.cards(caller_, piece)) {
            text_ += card.card;
            if (!text_.ends_with('\n')) text_ += "\r\n";
        }
    }

    const ContactService& service_;
    Caller caller_;
    std::vector<ContactRef> refs_;
    std::size_t next_ = 0;
    std::string text_{};
    std::size_t at_ = 0;
};

}  // namespace

engine::Result ExportVcards::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    auto refs = exportedRefs(service_, caller, call);
    auto answer = fileAnswer("text/vcard; charset=utf-8", "contacts.vcf");
    answer.response->stream = std::make_unique<CardsBody>(service_, caller, std::move(refs));
    return answer;
}

}  // namespace groupware::contacts::api
