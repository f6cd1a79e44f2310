//! The states of rows that mean "not yet good", by name. Each stands in the `raises` list of the
//! rule that asks about it; a test walks every state of every row type and finds its owner.

use crate::word_enum;

word_enum! {
    /// A state that somebody has to move on.
    State {
        WordUnanswered = "word-unanswered", "they wrote and nothing went back";
        DraftIn = "draft-in", "a draft waits for us";
        DraftPlanned = "draft-planned", "a draft is due on a day";
        DraftOverdue = "draft-overdue", "the day of a draft is over";
        LivePlanned = "live-planned", "a piece goes live on a day";
        LiveDayOver = "live-day-over", "the live day is there and nobody saw the piece";
        PieceUndated = "piece-undated", "a piece without a day";
        NumbersMissing = "numbers-missing", "a live piece whose numbers nobody took";
        PaymentOpen = "payment-open", "money agreed, invoiced or due with a day";
        FeeOpen = "fee-open", "a fee without a payment of its own";
        ResultsUnshared = "results-unshared", "all is live and nothing was shared";
        BriefUnsent = "brief-unsent", "agreed, and no brief went out";
        ProductUnsent = "product-unsent", "agreed, and no parcel left";
        ParcelToSend = "parcel-to-send", "a parcel to send";
        RightRunning = "right-running", "a right with an end day";
        RightOver = "right-over", "a right that ended while things still stand";
        TermsRunning = "terms-running", "a contract, code or exclusivity with an end day";
        TermsOver = "terms-over", "a contract, code or exclusivity that ended and was not closed";
        PitchSent = "pitch-sent", "a pitch without an answer";
        OfferSent = "offer-sent", "an offer without an answer";
        GiftArrived = "gift-arrived", "a gift arrived and no post was agreed";
        StepOpen = "step-open", "a next step that is not done";
        Quiet = "quiet", "nobody has said a word for long";
        Unplanned = "unplanned", "an open relationship with nothing planned";
        CheckInDue = "check-in-due", "goals were not talked about for a quarter";
        WeekUnnoted = "week-unnoted", "a week of a running campaign without a note";
        TargetsUnset = "targets-unset", "a piece goes live soon and no target was agreed";
        InvoiceOver = "invoice-over", "an invoice asks more than was agreed";
        MoneyOfClosed = "money-of-closed", "a closed deal with money open";
        MoneyOfPutAway = "money-of-put-away", "money open of a creator who was put away";
        MoneyUndated = "money-undated", "money open and no day to pay it";
        PaymentDisputed = "payment-disputed", "a payment is disputed";
        LabelUnchecked = "label-unchecked", "live, and nobody looked at the ad label";
        LabelRisky = "label-risky", "live, and the ad label is easily overlooked";
        LabelMissing = "label-missing", "live, and there is no ad label";
        AgreementUnsigned = "agreement-unsigned", "an agreement was sent and is not signed";
        ParcelUnderWay = "parcel-under-way", "a parcel left and did not arrive";
        ParcelLost = "parcel-lost", "a parcel was lost and not sent again";
        CodeUnmade = "code-unmade", "a commission was agreed and there is no code";
        GiftWithoutPiece = "gift-without-piece", "a gift arrived, a post was agreed, no piece is there";
        StageLong = "stage-long", "in a stage for more than twice the usual time";
        CommissionEarned = "commission-earned", "commission of a month over that is in no payment";
        BonusReached = "bonus-reached", "a bonus that is reached and in no payment";
        LimitNear = "limit-near", "four fifths of a limit of the year";
        LimitReached = "limit-reached", "a limit of the year is reached";
        PeriodUnplanned = "period-unplanned", "a rhythm whose next period has no rows";
    }
}
